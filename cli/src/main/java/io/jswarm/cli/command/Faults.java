package io.jswarm.cli.command;

/** How failures are said: one line each, and daemons that name Docker's commands mean ours. */
public final class Faults {
  private static final int MAX_CHARS = 4000;

  private Faults() {}

  /** The line for standard error. */
  public static String line(Throwable fault) {
    String message = fault.getMessage();
    String text = message == null || message.isBlank() ? fault.toString() : message;
    String joined =
        text.replace("docker swarm", "jswarm swarm").strip().replaceAll("\\s*\\R\\s*", "; ");
    return "jswarm: " + (joined.length() > MAX_CHARS ? joined.substring(0, MAX_CHARS) : joined);
  }
}
