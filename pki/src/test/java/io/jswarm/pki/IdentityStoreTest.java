package io.jswarm.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityStoreTest {
  private static final byte[] KEY_RING = "the key ring".getBytes(US_ASCII);

  @TempDir private Path temporary;
  private final Cluster cluster = new Cluster("cluster-a");
  private Path directory = Path.of("");
  private IdentityStore store = new IdentityStore(directory, Cluster.RANDOM);

  @BeforeEach
  void openStore() {
    directory = temporary.resolve("certificates");
    store = new IdentityStore(directory, Cluster.RANDOM);
  }

  private StoredIdentity loaded() throws PkiException {
    return store.load().orElseThrow();
  }

  @Test
  void anEmptyDirectoryHoldsNoIdentity() throws Exception {
    assertThat(store.load()).isEmpty();
  }

  @Test
  void whatWasSavedIsLoadedAgain() throws Exception {
    NodeIdentity manager = cluster.manager("m1");
    store.save(StoredIdentity.of(manager).withSecret(KEY_RING));

    StoredIdentity found = new IdentityStore(directory, Cluster.RANDOM).load().orElseThrow();

    assertThat(found.identity().subject()).isEqualTo(manager.subject());
    assertThat(found.identity().chain()).isEqualTo(manager.chain());
    assertThat(found.identity().roots()).isEqualTo(manager.roots());
    assertThat(found.secret()).hasValue(KEY_RING);
  }

  @Test
  void onlyTheOwnerReadsTheFilesAndTheSecretIsNotInTheClear() throws Exception {
    store.save(StoredIdentity.of(cluster.manager("m1")).withSecret(KEY_RING));

    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (var files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(4);
      for (Path file : all) {
        assertThat(Files.getPosixFilePermissions(file))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("the key ring");
      }
    }
  }

  @Test
  void renewalKeepsTheSecretUnderTheNewKey() throws Exception {
    store.save(StoredIdentity.of(cluster.manager("m1")).withSecret(KEY_RING));
    byte[] wrappedBefore = Files.readAllBytes(directory.resolve(IdentityStore.SECRET));
    NodeIdentity renewed = cluster.manager("m1");

    store.renew(renewed);

    assertThat(loaded().identity().chain()).isEqualTo(renewed.chain());
    assertThat(loaded().secret()).hasValue(KEY_RING);
    assertThat(Files.readAllBytes(directory.resolve(IdentityStore.SECRET)))
        .isNotEqualTo(wrappedBefore);
  }

  @Test
  void aDemotedNodeKeepsNoSecret() throws Exception {
    store.save(StoredIdentity.of(cluster.manager("m1")).withSecret(KEY_RING));
    store.save(StoredIdentity.of(cluster.worker("m1")));

    assertThat(loaded().secret()).isEmpty();
    assertThat(directory.resolve(IdentityStore.SECRET)).isEmptyFile();
  }

  @Test
  void aNodeThatLeftHasNoIdentity() throws Exception {
    store.save(StoredIdentity.of(cluster.worker("w1")));
    store.erase();

    assertThat(store.load()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  /** The files of a state with another node id, wrapped as {@link IdentityStore#save} does. */
  private SortedMap<String, byte[]> filesOf(NodeIdentity identity) {
    return new TreeMap<>(
        Map.of(
            IdentityStore.ROOTS, identity.roots().pem().getBytes(US_ASCII),
            IdentityStore.CERTIFICATE, identity.chainPem().getBytes(US_ASCII),
            IdentityStore.KEY, Keys.toPem(identity.privateKey()).getBytes(US_ASCII),
            IdentityStore.SECRET,
                WrappedSecrets.wrap(KEY_RING, identity.privateKey(), Cluster.RANDOM)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aCrashWhileTheNewFilesAreWrittenLeavesTheOldState(int written) throws Exception {
    store.save(StoredIdentity.of(cluster.manager("old")).withSecret(KEY_RING));
    new AtomicFiles(directory).stage(filesOf(cluster.manager("new")));
    Path staged = directory.resolve(AtomicFiles.STAGED);
    List<String> names = List.copyOf(filesOf(cluster.manager("new")).keySet());
    for (String unwritten : names.subList(written, names.size())) {
      Files.delete(staged.resolve(unwritten));
    }
    if (written > 0) {
      Files.writeString(staged.resolve(names.get(written - 1)), "torn");
    }

    assertThat(loaded().identity().nodeId()).isEqualTo("old");
    assertThat(loaded().secret()).hasValue(KEY_RING);
    assertThat(staged).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aCrashAfterTheSwitchEndsInTheNewState(int moved) throws Exception {
    store.save(StoredIdentity.of(cluster.manager("old")).withSecret(KEY_RING));
    SortedMap<String, byte[]> next = filesOf(cluster.manager("new"));
    AtomicFiles files = new AtomicFiles(directory);
    files.stage(next);
    files.commit();
    Path committed = directory.resolve(AtomicFiles.COMMITTED);
    for (String name : List.copyOf(next.keySet()).subList(0, moved)) {
      Files.move(
          committed.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(loaded().identity().nodeId()).isEqualTo("new");
    assertThat(loaded().secret()).hasValue(KEY_RING);
    assertThat(committed).doesNotExist();
  }

  @Test
  void aCrashDuringTheVeryFirstSaveLeavesNoIdentity() throws Exception {
    Files.createDirectories(directory);
    new AtomicFiles(directory).stage(filesOf(cluster.worker("w1")));

    assertThat(store.load()).isEmpty();
    store.save(StoredIdentity.of(cluster.worker("w2")));
    assertThat(loaded().identity().nodeId()).isEqualTo("w2");
  }

  @ParameterizedTest
  @ValueSource(strings = {IdentityStore.ROOTS, IdentityStore.CERTIFICATE, IdentityStore.KEY})
  void aMissingFileIsNamed(String name) throws Exception {
    store.save(StoredIdentity.of(cluster.worker("w1")));
    Files.delete(directory.resolve(name));

    assertThatThrownBy(store::load).hasMessageContaining(name + " is missing in " + directory);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    store.save(StoredIdentity.of(cluster.worker("w1")));
    Files.writeString(
        directory.resolve(IdentityStore.KEY), Keys.toPem(cluster.worker("w1").privateKey()));

    assertThatThrownBy(store::load)
        .hasMessageContaining("private key does not belong to the certificate")
        .hasMessageContaining("leave the swarm");
  }

  @Test
  void aRootThatDidNotSignTheCertificateIsRefused() throws Exception {
    store.save(StoredIdentity.of(cluster.worker("w1")));
    Files.writeString(
        directory.resolve(IdentityStore.ROOTS), new Cluster("cluster-a").root().certificatePem());

    assertThatThrownBy(store::load).hasMessageContaining("not signed by the root");
  }

  @Test
  void aTruncatedKeyIsRefused() throws Exception {
    store.save(StoredIdentity.of(cluster.worker("w1")));
    Files.writeString(directory.resolve(IdentityStore.KEY), "-----BEGIN PRIVATE KEY-----\nMIGH");

    assertThatThrownBy(store::load).hasMessageContaining(IdentityStore.KEY);
  }

  @Test
  void anAlteredSecretIsRefusedAndNotOverwrittenByARenewal() throws Exception {
    store.save(StoredIdentity.of(cluster.manager("m1")).withSecret(KEY_RING));
    Path secret = directory.resolve(IdentityStore.SECRET);
    byte[] wrapped = Files.readAllBytes(secret);
    for (int at : new int[] {0, 1, 40, wrapped.length - 1}) {
      byte[] altered = wrapped.clone();
      altered[at] ^= 1;
      Files.write(secret, altered);

      assertThatThrownBy(store::load)
          .isInstanceOfSatisfying(
              PkiException.class,
              e -> assertThat(e.refusal()).isInstanceOf(PkiRefusal.SecretNotOurs.class));
      assertThatThrownBy(() -> store.renew(cluster.manager("m1"))).isInstanceOf(PkiException.class);
      assertThat(Files.readAllBytes(secret)).isEqualTo(altered);
    }
    Files.write(secret, new byte[] {1, 2, 3});
    assertThatThrownBy(store::load).hasMessageContaining("cut off");
  }

  @Test
  void aSecretOfAnotherNodeKeyIsRefused() throws Exception {
    store.save(StoredIdentity.of(cluster.manager("m1")).withSecret(KEY_RING));
    Files.write(
        directory.resolve(IdentityStore.SECRET),
        WrappedSecrets.wrap(KEY_RING, cluster.manager("m2").privateKey(), Cluster.RANDOM));

    assertThatThrownBy(store::load).hasMessageContaining("another node key");
  }
}
