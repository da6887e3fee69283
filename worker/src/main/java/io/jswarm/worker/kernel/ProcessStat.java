package io.jswarm.worker.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/stat} says of a process.
 *
 * @param pid its number in this pid namespace
 * @param state the kernel's letter, Z for a zombie
 * @param startTicks when it started, in clock ticks since boot: with the pid, its identity for this
 *     boot
 */
public record ProcessStat(long pid, char state, long startTicks) {
  private static final int STATE_FIELD = 0;
  private static final int START_FIELD = 19;

  /** Reads it; empty when there is no such process. */
  public static Optional<ProcessStat> read(long pid) throws IOException {
    Path file = Path.of("/proc/" + pid + "/stat");
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return Optional.empty(); // it ended between open and read: ESRCH
    }
    // The second field is the command in parentheses and may hold anything, parentheses too.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return Optional.of(
        new ProcessStat(pid, fields[STATE_FIELD].charAt(0), Long.parseLong(fields[START_FIELD])));
  }

  /** Whether this is the process that started then, and it has not ended. */
  public boolean isAlive(long expectedStartTicks) {
    return startTicks == expectedStartTicks && state != 'Z' && state != 'X';
  }
}
