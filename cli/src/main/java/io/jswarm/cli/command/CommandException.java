package io.jswarm.cli.command;

import java.io.IOException;

/** The command could not do what was asked; the message says what and why. Exit code 1. */
public final class CommandException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }
}
