package io.jswarm.cli.command;

/** The command line is wrong; nothing was sent. Exit code 125. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /** A flag's value is wrong for the reason given. */
  public static UsageException badValue(String flag, String value, String reason) {
    return new UsageException(
        "invalid argument \"" + value + "\" for \"--" + flag + "\": " + reason);
  }
}
