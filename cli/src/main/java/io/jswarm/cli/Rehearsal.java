package io.jswarm.cli;

import io.jswarm.cli.command.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs command lines one after the other in one JVM, so that the AOT cache recorded from it holds
 * the classes of all of them; see {@code bin/train}.
 */
final class Rehearsal {
  /** Set by {@code bin/train}; the command lines are read from standard input. */
  static final String PROPERTY = "jswarm.rehearsal";

  private Rehearsal() {}

  /**
   * Runs one command for each line of the input, words parted by single spaces.
   *
   * @return 0 when all did what they were told, else the exit code of the last that did not
   */
  static int run(InputStream lines, PrintStream out, PrintStream err, Map<String, String> env)
      throws IOException {
    int code = 0;
    var in = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Console console =
          new Console(InputStream.nullInputStream(), out, err, Clock.systemUTC(), false, false);
      int ended = new Jswarm(console, env).run(List.of(line.split(" ", -1)));
      if (ended != 0) {
        err.println("'jswarm " + line + "' ended with " + ended);
        code = ended;
      }
    }
    err.flush();
    return code;
  }
}
