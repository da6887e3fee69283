package io.jswarm.worker.engine.oci;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of the system to its end: no input, a clean environment, a bound on time and
 * output.
 */
final class Command {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int MAX_OUTPUT_BYTES = 1 << 16;
  private static final File NOTHING = new File("/dev/null");

  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Command() {}

  /**
   * How a program ended.
   *
   * @param output what it wrote to both streams
   */
  record Result(int code, String output) {}

  static Result run(List<String> command) throws IOException {
    Process process = builder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      Thread.ofVirtual().start(() -> endInTime(process));
      byte[] bytes = output.readNBytes(MAX_OUTPUT_BYTES);
      int code = process.waitFor();
      return new Result(code, new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  private static void endInTime(Process process) {
    try {
      if (!process.waitFor(TIME.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing of the daemon's environment is a container's business. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(NOTHING);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.directory(Path.of("/").toFile());
    return builder;
  }
}
