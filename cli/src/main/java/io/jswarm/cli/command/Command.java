package io.jswarm.cli.command;

import java.io.IOException;

/** One command, such as {@code service ls}. Built only when it is asked for. */
public interface Command {
  Synopsis synopsis();

  /** The flags besides those every command has. */
  FlagSet flags();

  /**
   * Does it and returns the exit code.
   *
   * @throws CommandException when it could not be done
   * @throws UsageException when flags or arguments contradict each other
   */
  int run(Invocation call) throws IOException;
}
