package io.jswarm.raftstore.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] TEXT = "the plan".getBytes(StandardCharsets.UTF_8);

  private KeyRing ring = KeyRing.generate(RANDOM);
  private final Sealer sealer = new Sealer(() -> ring, RANDOM);

  @Test
  void opensWhatItSealed() {
    byte[] sealed = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    assertThat(sealer.open(Purpose.LOG_ENTRY, sealed)).isEqualTo(TEXT);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("plan");
  }

  @Test
  void everyChangedByteBreaksTheSeal() {
    byte[] sealed = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> sealer.open(Purpose.LOG_ENTRY, changed))
          .isInstanceOf(BrokenSealException.class);
    }
  }

  @Test
  void aRecordOpensOnlyForItsPurpose() {
    byte[] sealed = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    assertThatThrownBy(() -> sealer.open(Purpose.SNAPSHOT, sealed))
        .isInstanceOf(BrokenSealException.class)
        .hasMessageContaining("does not match its seal");
  }

  @Test
  void anUnknownKeyIsNamed() {
    byte[] sealed = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    String id = Long.toHexString(ring.primary().id());
    ring = KeyRing.generate(RANDOM);
    assertThatThrownBy(() -> sealer.open(Purpose.LOG_ENTRY, sealed))
        .hasMessageContaining(id)
        .hasMessageContaining("does not hold");
  }

  @Test
  void aLaterFormatAsksForAnUpgrade() {
    byte[] sealed = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    sealed[0] = 2;
    assertThatThrownBy(() -> sealer.open(Purpose.LOG_ENTRY, sealed))
        .hasMessageContaining("upgrade this manager");
  }

  @Test
  void afterARotationOldRecordsOpenUntilTheKeyIsDropped() {
    byte[] old = sealer.seal(Purpose.LOG_ENTRY, TEXT);
    long first = ring.primary().id();
    ring = ring.rotate(KeyRing.Key.generate(RANDOM));
    assertThat(sealer.open(Purpose.LOG_ENTRY, old)).isEqualTo(TEXT);
    assertThat(sealer.seal(Purpose.LOG_ENTRY, TEXT)).isNotEqualTo(old);
    ring = ring.drop(first);
    assertThatThrownBy(() -> sealer.open(Purpose.LOG_ENTRY, old))
        .isInstanceOf(BrokenSealException.class);
    assertThatThrownBy(() -> ring.drop(ring.primary().id()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ringsThatGrewApartMerge() {
    KeyRing left = ring.add(KeyRing.Key.generate(RANDOM));
    KeyRing right = ring.rotate(KeyRing.Key.generate(RANDOM));
    KeyRing merged = left.merge(right);
    assertThat(merged.keys()).hasSize(3).containsAll(left.keys()).containsAll(right.keys());
    assertThat(merged.primary()).isEqualTo(right.primary());
    assertThat(merged.toString()).doesNotContain("bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
  void longContentGoesThroughAStream(int size) throws IOException {
    byte[] content = content(size);
    assertThat(open(seal(content))).isEqualTo(content);
  }

  @Test
  void aStreamThatIsCutShortDoesNotOpen() throws IOException {
    byte[] sealed = seal(content(200_000));
    for (int length : new int[] {0, 5, 20, 65_572, 131_128, sealed.length - 1}) {
      assertThatThrownBy(() -> open(Arrays.copyOf(sealed, length)))
          .isInstanceOf(BrokenSealException.class);
    }
  }

  @Test
  void chunksCannotBeSwapped() throws IOException {
    byte[] sealed = seal(content(200_000));
    int head = SealHeader.BYTES + ChunkNonce.PREFIX_BYTES;
    int chunk = Integer.BYTES + SealedOutputStream.CHUNK_BYTES + Gcm.TAG_BYTES;
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, head, swapped, head + chunk, chunk);
    System.arraycopy(sealed, head + chunk, swapped, head, chunk);
    assertThatThrownBy(() -> open(swapped)).isInstanceOf(BrokenSealException.class);
  }

  private byte[] seal(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream sealing = sealer.sealing(Purpose.SNAPSHOT, out)) {
      sealing.write(content);
    }
    return out.toByteArray();
  }

  private byte[] open(byte[] sealed) throws IOException {
    return sealer.opening(Purpose.SNAPSHOT, new ByteArrayInputStream(sealed)).readAllBytes();
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }
}
