package io.jswarm.lab.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used, by {@code /proc}.
 *
 * @param cpuSeconds since it began, of all its threads
 * @param rssMegabytes memory it has now
 */
record ProcessUse(double cpuSeconds, double rssMegabytes) {
  private static final double TICKS_PER_SECOND = 100;
  private static final double KILOBYTES = 1024;

  /** Fields of stat after the command's name, which may hold anything. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /** Nothing, for a process that is gone. */
  static final ProcessUse NONE = new ProcessUse(0, 0);

  static ProcessUse of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    if (!Files.exists(folder)) {
      return NONE;
    }
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks =
        Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]);
    return new ProcessUse(ticks / TICKS_PER_SECOND, rss(folder));
  }

  private static double rss(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("status"));
    return lines.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES)
        .sum();
  }
}
