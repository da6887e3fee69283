package io.jswarm.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program's flags: reads a command line by them, and tells people what they are. */
record Flags(List<Flag> all) {
  private static final int HELP_COLUMN = 34;
  private static final int WIDTH = 100;

  /**
   * One flag.
   *
   * @param name said with two dashes
   * @param letter said with one; empty when there is none
   * @param value the word for its value in the help; empty when it takes none
   * @param help what it says, without a capital and a full stop
   */
  record Flag(String name, String letter, String value, String help) {
    boolean isSwitch() {
      return value.isEmpty();
    }

    private String shown() {
      String names = letter.isEmpty() ? "      --" + name : "  -" + letter + ", --" + name;
      return isSwitch() ? names : names + "=" + value;
    }
  }

  /**
   * The values said, by the flag's name, in their order; a switch is {@code true} or {@code false}.
   *
   * @throws UsageException when something is said that these flags do not know
   */
  Map<String, List<String>> parse(List<String> args) throws UsageException {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (int at = 0; at < args.size(); at++) {
      String word = args.get(at);
      Flag flag = flagOf(word);
      String value = attached(word, flag);
      if (value.isEmpty() && !word.endsWith("=")) {
        if (flag.isSwitch()) {
          value = "true";
        } else if (++at < args.size()) {
          value = args.get(at);
        } else {
          throw new UsageException("--%s needs a value: %s".formatted(flag.name, flag.value));
        }
      }
      if (flag.isSwitch() && !value.equals("true") && !value.equals("false")) {
        throw new UsageException("--%s is true or false, not %s".formatted(flag.name, value));
      }
      said.computeIfAbsent(flag.name, _ -> new ArrayList<>()).add(value);
    }
    return said;
  }

  private Flag flagOf(String word) throws UsageException {
    for (Flag flag : all) {
      boolean isLong = word.equals("--" + flag.name) || word.startsWith("--" + flag.name + "=");
      boolean isShort = !flag.letter.isEmpty() && word.startsWith("-" + flag.letter);
      if (isLong || isShort) {
        return flag;
      }
    }
    throw new UsageException(
        (word.startsWith("-") ? "unknown flag: " : "no arguments are taken, only flags: ") + word);
  }

  /** What stands behind the name in the same word. */
  private static String attached(String word, Flag flag) {
    String name = word.startsWith("--") ? "--" + flag.name : "-" + flag.letter;
    String rest = word.substring(name.length());
    return rest.startsWith("=") ? rest.substring(1) : rest;
  }

  /** One paragraph for each. */
  String usage() {
    StringBuilder text = new StringBuilder();
    for (Flag flag : all) {
      StringBuilder line = new StringBuilder(flag.shown());
      if (line.length() >= HELP_COLUMN) {
        text.append(line).append('\n');
        line.setLength(0);
      }
      for (String word : flag.help.split(" ", -1)) {
        if (line.length() + 1 + word.length() > WIDTH) {
          text.append(line).append('\n');
          line.setLength(0);
        }
        line.append(" ".repeat(Math.max(1, HELP_COLUMN - line.length()))).append(word);
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
