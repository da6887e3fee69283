package io.jswarm.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The help page of one command. */
public final class Help {
  private Help() {}

  /** The page for {@code jswarm NAME --help}. */
  public static String page(String name, Command command) {
    Synopsis synopsis = command.synopsis();
    FlagSet set = command.flags();
    List<Flag> flags = visible(set);
    StringBuilder page = new StringBuilder();
    page.append("Usage: jswarm ").append(name);
    page.append(flags.isEmpty() ? "" : " [FLAGS]");
    page.append(synopsis.arguments().isEmpty() ? "" : " " + synopsis.arguments());
    page.append("\n\n").append(synopsis.summary()).append('\n');
    if (!flags.isEmpty()) {
      page.append("\nFlags:\n").append(table(flags));
    }
    return page.append("\nFlags of every command: see 'jswarm --help'.\n").toString();
  }

  /** The table of the flags. */
  public static String flags(FlagSet set) {
    return table(visible(set));
  }

  private static List<Flag> visible(FlagSet set) {
    List<Flag> flags = new ArrayList<>(set.flags());
    flags.removeIf(flag -> flag.help().isEmpty());
    flags.sort(Comparator.comparing(Flag::name));
    return flags;
  }

  private static String table(List<Flag> flags) {
    int width = 0;
    for (Flag flag : flags) {
      width = Math.max(width, left(flag).length());
    }
    StringBuilder table = new StringBuilder();
    for (Flag flag : flags) {
      String left = left(flag);
      table.append(left).repeat(' ', width - left.length() + 3).append(flag.help());
      table.append(flag.repeatable() ? " (repeatable)\n" : "\n");
    }
    return table.toString();
  }

  private static String left(Flag flag) {
    String shorthand = flag.shorthand().isEmpty() ? "      " : "  -" + flag.shorthand() + ", ";
    String value = flag.isSwitch() ? "" : " " + flag.value();
    return shorthand + "--" + flag.name() + value;
  }
}
