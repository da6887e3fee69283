package io.jswarm.worker.engine.oci;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills containers whose time is over although nobody is there to do it: a shell that outlives the
 * daemon looks once a second whether the moment has come that is written in a file, and then kills
 * the containers that are named beside it, until they are named no more. The moment is in seconds
 * since the machine was started, which nobody can set, and goes on while the machine sleeps.
 *
 * <p>The newest shell takes the older one's place; it ends when there is nothing to watch.
 */
final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** Arguments: its directory, the runtime's program, the runtime's root. */
  private static final String SCRIPT =
      """
      echo $$ > "$1/watcher"
      while sleep 1; do
        read -r watcher < "$1/watcher" && [ "$watcher" = $$ ] || exit 0
        set -- "$1" "$2" "$3" "$1"/containers/*
        [ -e "$4" ] || exit 0
        read -r up rest < /proc/uptime
        read -r end < "$1/end" || end=0
        if [ "${up%%.*}" -ge "$end" ]; then
          for each in "$1"/containers/*; do
            "$2" --root "$3" kill "${each##*/}" KILL
          done
        fi
        set -- "$1" "$2" "$3"
      done
      """;

  private final Path directory;
  private final OciRuntime runtime;
  private @Nullable Process shell; // guarded by this

  /**
   * @param directory its own, in memory or on a disk; not kept over a start of the machine
   */
  Watchdog(Path directory, OciRuntime runtime) {
    this.directory = directory;
    this.runtime = runtime;
  }

  /** Kills these containers after this time, in place of what was said before. */
  synchronized void guard(Duration left, List<String> containerIds) throws IOException {
    Path named = Files.createDirectories(directory.resolve("containers"));
    Path next = directory.resolve("end.next");
    Files.writeString(next, Math.max(0, uptimeSeconds() + left.toSeconds()) + "\n");
    Files.move(next, directory.resolve("end"), StandardCopyOption.ATOMIC_MOVE);
    for (String id : containerIds) {
      Path file = named.resolve(id);
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(named)) {
      for (Path file : files) {
        if (!containerIds.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    if (!containerIds.isEmpty() && (shell == null || !shell.isAlive())) {
      shell = startShell();
    }
  }

  /** How much time is left to what was named last; zero or less when it is over, or was nothing. */
  synchronized Duration left() {
    try {
      long end = Long.parseLong(Files.readString(directory.resolve("end")).strip());
      return Duration.ofSeconds(end - uptimeSeconds() - 1);
    } catch (IOException | NumberFormatException e) {
      LOG.debug("there is no lease from before: {}", e.toString());
      return Duration.ZERO;
    }
  }

  private Process startShell() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            SCRIPT,
            "jswarm-watchdog",
            directory.toString(),
            runtime.program().toString(),
            runtime.root().toString());
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static long uptimeSeconds() throws IOException {
    String text = Files.readString(UPTIME);
    return Long.parseLong(text.substring(0, text.indexOf('.')));
  }
}
