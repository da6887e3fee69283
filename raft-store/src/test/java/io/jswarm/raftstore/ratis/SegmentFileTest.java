package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three entries of 100, 700 and 1200 bytes, and what a power loss or a bad disk makes of them. */
class SegmentFileTest {
  private static final int SECTOR = 512;

  /** Where the entries begin; the last number is the end. */
  private static final int[] BEGINS = {8, 8 + 105, 8 + 105 + 706, 8 + 105 + 706 + 1206};

  private static final int END = BEGINS[3];

  @TempDir Path directory;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeThreeEntries() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(entry(100));
    out.writeBytes(entry(700));
    out.writeBytes(entry(1200));
    whole = out.toByteArray();
    assertThat(whole).hasSize(END);
    file = directory.resolve("log_inprogress_0");
  }

  @Test
  void aWholeSegmentStaysAsItIs() throws IOException {
    byte[] withRoom = Arrays.copyOf(whole, 8192);
    assertThat(mended(withRoom)).isEqualTo(withRoom);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 500, 1205})
  void whatIsCutShortGoesWithItsEntry(int bytesOfTheLast) throws IOException {
    assertThat(mended(Arrays.copyOf(whole, BEGINS[2] + bytesOfTheLast)))
        .isEqualTo(Arrays.copyOf(whole, BEGINS[2]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSectorThatDidNotArriveTakesItsEntryAlong(int sector) throws IOException {
    byte[] torn = Arrays.copyOf(whole, 8192);
    int from = (BEGINS[2] / SECTOR + sector - 1) * SECTOR;
    Arrays.fill(torn, Math.max(from, BEGINS[2]), from + SECTOR, (byte) 0);
    assertThat(mended(torn)).isEqualTo(Arrays.copyOf(whole, BEGINS[2]));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void aHeaderCutShortLeavesAnEmptyFile(int bytes) throws IOException {
    assertThat(mended(Arrays.copyOf(Arrays.copyOf(whole, bytes), 4096))).isEmpty();
    assertThat(mended(Arrays.copyOf(whole, bytes))).isEmpty();
  }

  @Test
  void aFlippedBitInTheMiddleIsRefused() {
    byte[] damaged = Arrays.copyOf(whole, 8192);
    damaged[BEGINS[1] + 300] ^= 4;
    assertRefused(damaged, "entries behind it");
  }

  @Test
  void aFlippedBitInTheLastEntryIsRefusedSinceItMayHaveBeenAcknowledged() {
    byte[] damaged = Arrays.copyOf(whole, 8192);
    damaged[BEGINS[2] + 300] ^= 4;
    assertRefused(damaged, "checksum");
  }

  @Test
  void aSectorMissingInTheMiddleIsRefused() {
    byte[] damaged = Arrays.copyOf(whole, 8192);
    Arrays.fill(damaged, BEGINS[1], SECTOR, (byte) 0);
    assertRefused(damaged, "entries behind it");
  }

  @Test
  void whatIsNoSegmentIsRefused() {
    assertRefused("something else".getBytes(StandardCharsets.US_ASCII), "does not begin");
  }

  private void assertRefused(byte[] content, String why) {
    assertThatThrownBy(() -> mended(content))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining(why)
        .hasMessageContaining("join it again");
    assertThat(file).as("is left as it was found").hasBinaryContent(content);
  }

  private byte[] mended(byte[] content) throws IOException {
    Files.write(file, content);
    var _ = SegmentFile.cutTornTail(file);
    return Files.readAllBytes(file);
  }

  private static byte[] entry(int length) {
    ByteBuffer out = ByteBuffer.allocate(length + 4 + (length < 128 ? 1 : 2));
    if (length < 128) {
      out.put((byte) length);
    } else {
      out.put((byte) ((length & 0x7f) | 0x80)).put((byte) (length >> 7));
    }
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 'y');
    out.put(body);
    CRC32C sum = new CRC32C();
    sum.update(out.array(), 0, out.position());
    return out.putInt((int) sum.getValue()).array();
  }
}
