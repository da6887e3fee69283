package io.jswarm.raftstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Purpose;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.image.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Files of each format level, which every later version must read; the last is what is written. A
 * change of the bytes written is a change of the format. Only {@code -Djswarm.golden=write} makes
 * the files of the last level anew; before the first release that is how a new member of the model
 * gets in, after it the level must rise.
 */
class GoldenFilesTest {
  private static final Path FILES = Path.of("src/test/resources/golden/v3");
  private static final boolean WRITE = "write".equals(System.getProperty("jswarm.golden"));
  private static final KeyRing RING = KeyRing.of(List.of(key(1), key(2)), key(2).id());
  private static final Sealer SEALER = new Sealer(() -> RING, new SecureRandom());

  @Test
  void aRound() throws IOException {
    byte[] bytes = RoundCodec.encode(Samples.firstRound());
    byte[] golden = golden("round.cbor", bytes);
    assertThat(RoundCodec.decode(golden)).isEqualTo(Samples.firstRound());
    assertThat(bytes).isEqualTo(golden);
  }

  @Test
  void aSealedLogEntry() throws IOException {
    byte[] sealed =
        golden(
            "entry.sealed",
            SEALER.seal(Purpose.LOG_ENTRY, RoundCodec.encode(Samples.firstRound())));
    assertThat(RoundCodec.decode(SEALER.open(Purpose.LOG_ENTRY, sealed)))
        .isEqualTo(Samples.firstRound());
  }

  @Test
  void aSnapshot() throws IOException {
    byte[] bytes = snapshot();
    byte[] golden = golden("snapshot.cbor", bytes);
    assertThat(SnapshotCodec.read(new ByteArrayInputStream(golden))).isEqualTo(image());
    assertThat(bytes).isEqualTo(golden);
  }

  @Test
  void aSealedSnapshot() throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (var out = SEALER.sealing(Purpose.SNAPSHOT, sealed)) {
      out.write(snapshot());
    }
    byte[] golden = golden("snapshot.sealed", sealed.toByteArray());
    InputStream opened = SEALER.opening(Purpose.SNAPSHOT, new ByteArrayInputStream(golden));
    assertThat(SnapshotCodec.read(opened)).isEqualTo(image());
  }

  @Test
  void aKeyRing() throws IOException {
    byte[] bytes = KeyRingCodec.encode(RING);
    byte[] golden = golden("keyring.cbor", bytes);
    assertThat(KeyRingCodec.decode(golden)).isEqualTo(RING);
    assertThat(bytes).isEqualTo(golden);
  }

  @Test
  void aRoundOfLevel2() throws IOException {
    Round expected = Samples.firstRoundOfLevel2();
    assertThat(RoundCodec.decode(stored("v2/round.cbor"))).isEqualTo(expected);
    byte[] sealed = stored("v2/entry.sealed");
    assertThat(RoundCodec.decode(SEALER.open(Purpose.LOG_ENTRY, sealed))).isEqualTo(expected);
  }

  @Test
  void aSnapshotOfLevel2() throws IOException {
    ClusterImage expected = ClusterImage.EMPTY.with(Samples.ofLevel2(), Samples.NOON);
    assertThat(SnapshotCodec.read(new ByteArrayInputStream(stored("v2/snapshot.cbor"))))
        .isEqualTo(expected);
    InputStream opened =
        SEALER.opening(Purpose.SNAPSHOT, new ByteArrayInputStream(stored("v2/snapshot.sealed")));
    assertThat(SnapshotCodec.read(opened)).isEqualTo(expected);
    assertThat(KeyRingCodec.decode(stored("v2/keyring.cbor"))).isEqualTo(RING);
  }

  @Test
  void aRoundOfLevel1() throws IOException {
    Round expected = Samples.firstRoundOfLevel1();
    assertThat(RoundCodec.decode(stored("v1/round.cbor"))).isEqualTo(expected);
    byte[] sealed = stored("v1/entry.sealed");
    assertThat(RoundCodec.decode(SEALER.open(Purpose.LOG_ENTRY, sealed))).isEqualTo(expected);
  }

  @Test
  void aSnapshotOfLevel1() throws IOException {
    ClusterImage expected = ClusterImage.EMPTY.with(Samples.ofLevel1Then(), Samples.NOON);
    assertThat(SnapshotCodec.read(new ByteArrayInputStream(stored("v1/snapshot.cbor"))))
        .isEqualTo(expected);
    InputStream opened =
        SEALER.opening(Purpose.SNAPSHOT, new ByteArrayInputStream(stored("v1/snapshot.sealed")));
    assertThat(SnapshotCodec.read(opened)).isEqualTo(expected);
  }

  @Test
  void aKeyRingOfLevel1() throws IOException {
    assertThat(KeyRingCodec.decode(stored("v1/keyring.cbor"))).isEqualTo(RING);
  }

  private static KeyRing.Key key(int fill) {
    byte[] bytes = new byte[KeyRing.KEY_BYTES];
    Arrays.fill(bytes, (byte) fill);
    return KeyRing.Key.of(bytes);
  }

  private static ClusterImage image() {
    return ClusterImage.EMPTY.with(Samples.oneOfEach(), Samples.NOON);
  }

  private static byte[] snapshot() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(image(), out);
    return out.toByteArray();
  }

  private static byte[] golden(String name, byte[] now) throws IOException {
    if (WRITE) {
      Files.createDirectories(FILES);
      Files.write(FILES.resolve(name), now);
      return now;
    }
    return stored("v3/" + name);
  }

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
