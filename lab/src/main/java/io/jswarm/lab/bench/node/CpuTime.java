package io.jswarm.lab.bench.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The CPU time of programs and of the kernel's threads for packets that nobody else had time for.
 * What the kernel does for a packet counts for the program that was running: so these are all who
 * can have paid for packets between them.
 */
final class CpuTime {
  private static final Path PROCESSES = Path.of("/proc");
  private static final String OF_PACKETS = "ksoftirqd/";

  private final List<Long> pids = new ArrayList<>();

  private CpuTime() {}

  /** Of these and all they have started. */
  static CpuTime of(Collection<Process> programs) throws IOException {
    CpuTime time = new CpuTime();
    for (Process each : programs) {
      time.pids.add(each.pid());
      each.descendants().forEach(child -> time.pids.add(child.pid()));
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path each : all) {
        if (text(each.resolve("comm")).startsWith(OF_PACKETS)) {
          time.pids.add(Long.parseLong(each.getFileName().toString()));
        }
      }
    }
    return time;
  }

  /** So far, in microseconds. */
  long micros() throws IOException {
    long nanos = 0;
    for (long pid : pids) {
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(PROCESSES.resolve(pid + "/task"))) {
        for (Path each : threads) {
          String first = text(each.resolve("schedstat")).split(" ", 2)[0];
          nanos += first.isEmpty() ? 0 : Long.parseLong(first);
        }
      } catch (NoSuchFileException _) {
        // It has ended; what it took is lost, and so is the figure if that was much.
      }
    }
    return nanos / 1000;
  }

  /** Empty when the process is gone. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      return "";
    }
  }
}
