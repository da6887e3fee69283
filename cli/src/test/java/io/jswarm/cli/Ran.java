package io.jswarm.cli;

import io.jswarm.cli.command.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One run of the command line inside the test. */
public record Ran(int code, String out, String err) {
  static final Instant NOW = Instant.parse("2026-11-22T00:24:20Z");

  /** Runs the words against a daemon. */
  public static Ran on(FakeDaemon daemon, String... words) {
    return at(NOW, "", daemon.host(), words);
  }

  /** Runs the words against a daemon, with something typed in. */
  public static Ran typing(String input, FakeDaemon daemon, String... words) {
    return at(NOW, input, daemon.host(), words);
  }

  /** Runs the words where no daemon is. */
  public static Ran alone(String... words) {
    return at(NOW, "", "unix:///nowhere/jswarm.sock", words);
  }

  static Ran at(Instant now, String input, String host, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            InstantSource.fixed(now),
            false,
            false);
    int code = new Jswarm(console, Map.of("JSWARM_HOST", host)).run(List.of(words));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
