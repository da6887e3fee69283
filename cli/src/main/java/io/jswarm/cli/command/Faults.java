package io.jswarm.cli.command;

/** How failures are said: one line each. */
public final class Faults {
  private static final int MAX_CHARS = 4000;

  private Faults() {}

  /** The line for standard error. */
  public static String line(Throwable fault) {
    String message = fault.getMessage();
    String text = message == null || message.isBlank() ? fault.toString() : message;
    String joined = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    return "jswarm: " + (joined.length() > MAX_CHARS ? joined.substring(0, MAX_CHARS) : joined);
  }
}
