package io.jswarm.worker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages of files a process may give back, and that they come again. */
class FilePagesTest {
  private static final int BYTES = 1 << 20;

  @TempDir Path directory;

  @Test
  void pagesThatWereGivenBackAreReadAgain() throws IOException {
    Path file = file();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, BYTES, arena);
      long before = sum(mapped);
      assertThat(FilePages.giveBack(file::equals)).isEqualTo(BYTES);
      assertThat(FilePages.giveBack(file::equals)).isZero();
      assertThat(sum(mapped)).isEqualTo(before);
    }
  }

  @Test
  void whatMayBeWrittenIsKept() throws IOException {
    Path file = file();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment mapped = channel.map(MapMode.PRIVATE, 0, BYTES, arena);
      mapped.set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
      assertThat(FilePages.giveBack(file::equals)).isZero();
      assertThat(mapped.get(ValueLayout.JAVA_BYTE, 7)).isEqualTo((byte) 1);
    }
  }

  @Test
  void mappingsWithoutAChangedPageAreTold() {
    assertThat(unchanged(mapping("r--p", 12, 0, 0), _ -> true))
        .containsExactly(new FilePages.Range(0x7f0000001000L, 0x7f0000005000L, 12 << 10));
    assertThat(unchanged(mapping("r-xp", 4, 0, 0), _ -> true)).hasSize(1);
    assertThat(unchanged(mapping("r--s", 4, 0, 0), _ -> true)).hasSize(1);
  }

  @Test
  void mappingsThatWereWrittenToBeforeTheyWereProtectedAreKept() {
    assertThat(unchanged(mapping("r--p", 12, 4, 0), _ -> true)).isEmpty();
    assertThat(unchanged(mapping("r--p", 12, 0, 4), _ -> true)).isEmpty();
    assertThat(unchanged(mapping("rw-p", 12, 0, 0), _ -> true)).isEmpty();
  }

  @Test
  void otherFilesAndNothingAreLeftAlone() {
    assertThat(unchanged(mapping("r--p", 12, 0, 0), _ -> false)).isEmpty();
    assertThat(unchanged(mapping("r--p", 0, 0, 0), _ -> true)).isEmpty();
    List<String> anonymous =
        mapping("r--p", 12, 0, 0).stream().map(line -> line.replace("/lib/a file", "")).toList();
    assertThat(unchanged(anonymous, _ -> true)).isEmpty();
  }

  @Test
  void whereTheKernelDoesNotSayWhetherPagesWereChangedTheyAreKept() {
    List<String> old =
        mapping("r--p", 12, 0, 0).stream().filter(line -> !line.startsWith("Swap:")).toList();
    assertThat(unchanged(old, _ -> true)).isEmpty();
  }

  @Test
  void eachMappingIsJudgedByItself() {
    List<String> lines =
        Stream.of(mapping("r--p", 12, 4, 0), mapping("r--p", 8, 0, 0), mapping("rw-p", 4, 0, 0))
            .flatMap(List::stream)
            .toList();
    assertThat(unchanged(lines, _ -> true))
        .extracting(FilePages.Range::residentBytes)
        .containsExactly(8L << 10);
  }

  private static List<FilePages.Range> unchanged(List<String> lines, Predicate<Path> files) {
    return FilePages.unchanged(lines.stream(), files);
  }

  /** As the kernel writes it, some lines left out. */
  private static List<String> mapping(String rights, int rss, int anonymous, int swap) {
    return List.of(
        "7f0000001000-7f0000005000 " + rights + " 00000000 fe:00 260131      /lib/a file",
        "Size:                 16 kB",
        "Rss:                 %3d kB".formatted(rss),
        "Anonymous:           %3d kB".formatted(anonymous),
        "AnonHugePages:         4 kB",
        "Swap:                %3d kB".formatted(swap),
        "SwapPss:               4 kB",
        "THPeligible:           0",
        "VmFlags: rd mr mw me ");
  }

  private Path file() throws IOException {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) 3);
    return Files.write(directory.resolve("pages"), bytes);
  }

  private static long sum(MemorySegment mapped) {
    long sum = 0;
    for (long i = 0; i < mapped.byteSize(); i++) {
      sum += mapped.get(ValueLayout.JAVA_BYTE, i);
    }
    return sum;
  }
}
