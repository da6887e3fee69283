package io.jswarm.worker.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of files that this process has mapped to read. The kernel maps sixteen for each that is
 * touched and leaves them mapped, so most of what a process counts as its own of a large file was
 * wanted once or never. Given back, a page is still in the page cache and comes again by itself
 * when it is touched, in about a microsecond.
 */
public final class FilePages {
  private static final Path OWN_MAPS = Path.of("/proc/self/smaps");
  private static final int DONT_NEED = 4; // MADV_DONTNEED
  private static final Pattern HEAD =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) r-\\S+ \\S+ \\S+ \\d+\\s+(/.*)");
  private static final int FROM = 1;
  private static final int TO = 2;
  private static final int PATH = 3;
  private static final String LAST_FIELD = "VmFlags:";

  private FilePages() {}

  /** Addresses of a mapping, and how many of its bytes are in memory. */
  record Range(long from, long to, long residentBytes) {}

  /**
   * Gives back what is mapped of the files that are asked for, where it is as in the file.
   *
   * @return how many bytes this process had of them
   */
  public static long giveBack(Predicate<Path> files) throws IOException {
    long bytes = 0;
    try (Stream<String> smaps = Files.lines(OWN_MAPS, StandardCharsets.ISO_8859_1)) {
      for (Range each : unchanged(smaps, files)) {
        Syscall.MADVISE.call("of mapped files", each.from, each.to - each.from, DONT_NEED);
        bytes += each.residentBytes;
      }
    }
    return bytes;
  }

  /**
   * Mappings nobody may write to and no page of which was ever changed: there, giving back loses
   * nothing. One that was written to before it was protected has anonymous pages, here or swapped.
   */
  static List<Range> unchanged(Stream<String> smaps, Predicate<Path> files) {
    List<Range> ranges = new ArrayList<>();
    @Nullable Mapping mapping = null;
    for (String line : (Iterable<String>) smaps::iterator) {
      if (mapping == null) {
        mapping = Mapping.begunBy(line, files);
      } else if (line.startsWith(LAST_FIELD)) {
        mapping.range().ifPresent(ranges::add);
        mapping = null;
      } else {
        mapping.read(line);
      }
    }
    return ranges;
  }

  /** One that is of interest, as far as it was read. */
  private static final class Mapping {
    private final long from;
    private final long to;
    private long residentKilobytes;

    // what the kernel does not tell could be anything
    private long anonymousKilobytes = 1;
    private long swappedKilobytes = 1;

    private Mapping(Matcher head) {
      from = Long.parseUnsignedLong(head.group(FROM), 16);
      to = Long.parseUnsignedLong(head.group(TO), 16);
    }

    /** Null when the line begins none of these files that may only be read. */
    static @Nullable Mapping begunBy(String line, Predicate<Path> files) {
      Matcher head = line.indexOf('/') < 0 ? null : HEAD.matcher(line);
      return head != null && head.matches() && files.test(Path.of(head.group(PATH)))
          ? new Mapping(head)
          : null;
    }

    void read(String line) {
      if (line.startsWith("Rss:")) {
        residentKilobytes = kilobytes(line);
      } else if (line.startsWith("Anonymous:")) {
        anonymousKilobytes = kilobytes(line);
      } else if (line.startsWith("Swap:")) {
        swappedKilobytes = kilobytes(line);
      }
    }

    private static long kilobytes(String line) {
      return Long.parseLong(line.substring(line.indexOf(':') + 1, line.lastIndexOf(' ')).strip());
    }

    Optional<Range> range() {
      return residentKilobytes > 0 && anonymousKilobytes + swappedKilobytes == 0
          ? Optional.of(new Range(from, to, residentKilobytes << 10))
          : Optional.empty();
    }
  }
}
