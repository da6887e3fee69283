package io.jswarm.cli.command;

/**
 * The face of a command.
 *
 * @param arguments what follows the flags, such as {@code SERVICE [SERVICE...]}; "" for nothing
 * @param summary one sentence in our own words
 * @param least how many arguments it needs
 * @param most how many it takes; {@link #MANY} for no limit
 */
public record Synopsis(String arguments, String summary, int least, int most) {
  public static final int MANY = Integer.MAX_VALUE;

  public static Synopsis of(String summary) {
    return new Synopsis("", summary, 0, 0);
  }

  /** Refuses a number of arguments the command does not take. */
  public void check(String command, int given) {
    if (given >= least && given <= most) {
      return;
    }
    String wants = arguments.isEmpty() ? "no arguments" : arguments;
    throw new UsageException(
        "'jswarm "
            + command
            + "' takes "
            + wants
            + " ("
            + given
            + " given); see 'jswarm "
            + command
            + " --help'");
  }
}
