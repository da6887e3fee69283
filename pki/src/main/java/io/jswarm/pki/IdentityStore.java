package io.jswarm.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The node's identity on disk: {@code swarm-root-ca.crt}, {@code swarm-node.crt}, {@code
 * swarm-node.key} and {@code swarm-node.secret}, mode 0600 in a 0700 directory.
 *
 * <p>All four change in one step that survives a crash at any point, so a renewed key never meets
 * the old certificate, nor a secret the key that cannot open it. One store per directory; its
 * methods wait for each other, also across the disk: two writers would undo each other's step.
 */
public final class IdentityStore {
  static final String ROOTS = "swarm-root-ca.crt";
  static final String CERTIFICATE = "swarm-node.crt";
  static final String KEY = "swarm-node.key";
  static final String SECRET = "swarm-node.secret";

  private static final List<String> REQUIRED = List.of(ROOTS, CERTIFICATE, KEY);

  private final Path directory;
  private final AtomicFiles files;
  private final SecureRandom random;

  public IdentityStore(Path directory, SecureRandom random) {
    this.directory = directory;
    this.files = new AtomicFiles(directory);
    this.random = random;
  }

  /**
   * The stored identity, empty when the node is in no swarm. It may have expired: see {@link
   * NodeIdentity#refusalAt}.
   *
   * @throws PkiException when files are missing, unreadable, or do not belong together
   */
  public synchronized Optional<StoredIdentity> load() throws PkiException {
    try {
      files.recover();
      List<String> missing = new ArrayList<>();
      for (String name : REQUIRED) {
        if (files.read(name).isEmpty()) {
          missing.add(name);
        }
      }
      if (missing.size() == REQUIRED.size()) {
        return Optional.empty();
      }
      if (!missing.isEmpty()) {
        throw new PkiException(
            new PkiRefusal.UnusableIdentity(
                String.join(" and ", missing) + " is missing in " + directory));
      }
      return Optional.of(read());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private StoredIdentity read() throws IOException, PkiException {
    TrustedRoots roots = TrustedRoots.fromPem(text(ROOTS));
    PrivateKey key;
    try {
      key = Keys.fromPem(text(KEY));
    } catch (IllegalArgumentException e) {
      throw new PkiException(
          new PkiRefusal.UnusableIdentity(KEY + ": " + PkiException.detailOf(e)), e);
    }
    StoredIdentity stored = StoredIdentity.of(NodeIdentity.of(key, text(CERTIFICATE), roots));
    byte[] wrapped = files.read(SECRET).orElse(new byte[0]);
    return wrapped.length == 0 ? stored : stored.withSecret(WrappedSecrets.unwrap(wrapped, key));
  }

  private String text(String name) throws IOException {
    return new String(files.read(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  /** Replaces everything stored, a secret from before included. */
  public synchronized void save(StoredIdentity stored) throws PkiException {
    NodeIdentity identity = stored.identity();
    TreeMap<String, byte[]> contents = new TreeMap<>();
    contents.put(ROOTS, bytes(identity.roots().pem()));
    contents.put(CERTIFICATE, bytes(identity.chainPem()));
    contents.put(KEY, bytes(Keys.toPem(identity.privateKey())));
    contents.put(
        SECRET,
        stored
            .secret()
            .map(secret -> WrappedSecrets.wrap(secret, identity.privateKey(), random))
            .orElse(new byte[0]));
    try {
      files.replace(contents);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Replaces the identity and wraps the stored secret, if any, under its key in the same step.
   *
   * @throws PkiException when the present state cannot be read; nothing is changed then
   */
  public synchronized void renew(NodeIdentity renewed) throws PkiException {
    save(load().map(old -> old.withIdentity(renewed)).orElse(StoredIdentity.of(renewed)));
  }

  /** Forgets the identity and the secret: the node has left. */
  public synchronized void erase() throws PkiException {
    try {
      files.delete(List.of(SECRET, KEY, CERTIFICATE, ROOTS));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private PkiException unusable(IOException cause) {
    return new PkiException(
        new PkiRefusal.UnusableStore(directory, PkiException.detailOf(cause)), cause);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
