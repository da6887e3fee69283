package io.jswarm.lab.host;

import java.time.Duration;
import java.util.List;

/** How a program ended: its exit code, what it said, and how long it took. */
public record Outcome(
    List<String> words, int exitCode, String stdout, String stderr, Duration took) {
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The standard output of a program that had to succeed, without the last line end. */
  public String orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException(this.toString());
    }
    return stdout.stripTrailing();
  }

  /** The lines of standard output of a program that had to succeed. */
  public List<String> lines() {
    return orThrow().lines().toList();
  }

  @Override
  public String toString() {
    return "%s -> %d after %d ms%n%s%s"
        .formatted(String.join(" ", words), exitCode, took.toMillis(), stdout, stderr);
  }
}
