package io.jswarm.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asking a person before something is lost. */
public final class Confirmation {
  private Confirmation() {}

  /** Says what will happen, and whether the person has answered yes. */
  public static boolean isGiven(Invocation call, String warning) throws IOException {
    call.println(warning);
    call.console().out().print("Are you sure you want to continue? [y/N] ");
    call.console().out().flush();
    String answer =
        new BufferedReader(new InputStreamReader(call.console().in(), StandardCharsets.UTF_8))
            .readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("y");
  }
}
