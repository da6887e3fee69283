package io.jswarm.overlaynet.wireguard;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs WireGuard's programs in the network namespace of the calling thread. What they print goes
 * through a file and not through a pipe, which a process they leave behind might hold open.
 */
final class TunnelCommand {
  /** They answer in milliseconds; who does not is stuck, and the node's networks wait for it. */
  private static final Duration MAX = Duration.ofSeconds(3);

  /** Messages name a command by so many words: what follows may be long. */
  private static final int WORDS_SHOWN = 3;

  private final Path printed;

  /**
   * @param printed a file that is there while a command runs, for this process alone
   */
  TunnelCommand(Path printed) {
    this.printed = printed;
  }

  /**
   * Runs it to its end.
   *
   * @param input what it reads
   * @return what it printed
   */
  String run(String input, List<String> words) throws TunnelException {
    String name = String.join(" ", words.subList(0, Math.min(words.size(), WORDS_SHOWN)));
    try {
      KeyFile.write(printed, "");
      try {
        return run(input, words, name);
      } finally {
        Files.deleteIfExists(printed);
      }
    } catch (TunnelException e) {
      throw e;
    } catch (IOException e) {
      throw new TunnelException(name + " could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TunnelException("interrupted while waiting for " + name, e);
    }
  }

  private String run(String input, List<String> words, String name)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(printed.toFile()));
    builder.environment().remove("LOG_LEVEL"); // with it, wireguard-go prints for ever
    Process process = builder.start();
    try (Writer writer = process.outputWriter()) {
      writer.write(input);
    }
    if (!process.waitFor(MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new TunnelException(name + " did not end within " + MAX.toSeconds() + " s");
    }
    String said = Files.readString(printed);
    if (process.exitValue() != 0) {
      throw new TunnelException(name + " failed: " + said.strip());
    }
    return said;
  }
}
