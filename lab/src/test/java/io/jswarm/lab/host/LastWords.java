package io.jswarm.lab.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Adds to a failure what the daemons of the open labs warned of last: where only a summary is kept
 * of a run, it tells more than the assertion. Registered for every test by {@code META-INF}.
 */
public final class LastWords implements TestExecutionExceptionHandler {
  private static final int LINES_PER_HOST = 12;
  private static final int LINE_CHARS = 240;
  private static final Pattern TROUBLE = Pattern.compile(" (WARN|ERROR) ");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String said =
        Lab.open().stream()
            .flatMap(lab -> lab.hosts().stream())
            .map(host -> of(host.hostname(), host.daemonLog()))
            .collect(Collectors.joining());
    if (said.isEmpty() || failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError(failure.getMessage() + said, failure);
  }

  /** The last warnings in a log, each on a line of its own; empty when there are none. */
  static String of(String host, Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> trouble = lines.filter(TROUBLE.asPredicate()).toList();
      return trouble.stream()
          .skip(Math.max(0, trouble.size() - LINES_PER_HOST))
          .map(
              line -> "\n  " + host + ": " + line.substring(0, Math.min(line.length(), LINE_CHARS)))
          .collect(Collectors.joining());
    } catch (IOException e) {
      return "\n  " + host + ": its log cannot be read: " + e;
    }
  }
}
