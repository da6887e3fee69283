package io.jswarm.cli;

import io.jswarm.cli.command.Help;

/** The pages that list commands. Only these build every command, for their sentences. */
final class Overview {
  private static final int NAME_CHARS = 20;

  private Overview() {}

  /** The page of {@code jswarm --help}. */
  static String all() {
    StringBuilder page = new StringBuilder();
    page.append("Usage: jswarm [FLAGS] COMMAND\n\n");
    page.append("Runs services on a swarm of hosts.\n");
    String group = "";
    for (String name : CommandTable.NAMES) {
      String noun = name.indexOf(' ') < 0 ? "short forms" : name.substring(0, name.indexOf(' '));
      if (!noun.equals(group)) {
        group = noun;
        page.append("\n").append(group).append(":\n");
      }
      append(page, name);
    }
    page.append("\nFlags before the command:\n").append(Help.flags(GlobalFlags.flags()));
    page.append("\nThe daemon can also be named by JSWARM_HOST; NO_COLOR switches colours off.\n");
    return page.append("'jswarm COMMAND --help' explains a command.\n").toString();
  }

  /** The page of a noun. */
  static String noun(String noun) {
    StringBuilder page = new StringBuilder("Usage: jswarm " + noun + " COMMAND\n\n");
    for (String name : CommandTable.of(noun)) {
      append(page, name);
    }
    return page.append("\n'jswarm " + noun + " COMMAND --help' explains a command.\n").toString();
  }

  private static void append(StringBuilder page, String name) {
    String summary = CommandTable.create(name).synopsis().summary();
    page.append("  ").append(name).repeat(' ', Math.max(1, NAME_CHARS - name.length()));
    page.append(summary).append('\n');
  }
}
