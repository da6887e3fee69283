package io.jswarm.cli.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags a command understands, and the reading of a command line by pflag's rules. */
public final class FlagSet {
  private final Map<String, Flag> byName = new LinkedHashMap<>();
  private final Map<String, Flag> byShorthand = new LinkedHashMap<>();
  private boolean stopsAtArgument;

  /** A flag that is on or off; {@code --name=false} switches it off. */
  public FlagSet toggle(String name, String help) {
    return toggle("", name, help);
  }

  public FlagSet toggle(String shorthand, String name, String help) {
    return add(new Flag(name, shorthand, "", false, help));
  }

  /** A flag with one value; given twice, the last counts. */
  public FlagSet value(String name, String value, String help) {
    return value("", name, value, help);
  }

  public FlagSet value(String shorthand, String name, String value, String help) {
    return add(new Flag(name, shorthand, value, false, help));
  }

  /** A flag that may be given many times. */
  public FlagSet list(String name, String value, String help) {
    return list("", name, value, help);
  }

  public FlagSet list(String shorthand, String name, String value, String help) {
    return add(new Flag(name, shorthand, value, true, help));
  }

  /** Ends flags at the first argument: what follows an image belongs to its command. */
  public FlagSet stopAtFirstArgument() {
    stopsAtArgument = true;
    return this;
  }

  private FlagSet add(Flag flag) {
    byName.put(flag.name(), flag);
    if (!flag.shorthand().isEmpty()) {
      byShorthand.put(flag.shorthand(), flag);
    }
    return this;
  }

  Collection<Flag> flags() {
    return byName.values();
  }

  /**
   * Reads the words from index {@code from} on.
   *
   * @throws UsageException naming the word that does not fit
   */
  public ParsedFlags parse(List<String> words, int from) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> arguments = new ArrayList<>();
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (word.length() < 2 || word.charAt(0) != '-') {
        if (stopsAtArgument) {
          arguments.addAll(words.subList(i, words.size()));
          break;
        }
        arguments.add(word);
      } else if (word.startsWith("--")) {
        i += longFlag(words, i, values);
      } else {
        i += shortFlags(words, i, values);
      }
    }
    return new ParsedFlags(values, arguments);
  }

  /** Returns how many further words were used: a value that is a word of its own is one. */
  private int longFlag(List<String> words, int at, Map<String, List<String>> values) {
    String word = words.get(at).substring(2);
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Flag flag = byName.get(name);
    if (flag == null) {
      throw new UsageException("unknown flag --" + name + suggestion(name));
    }
    if (equals >= 0) {
      put(flag, word.substring(equals + 1), values);
      return 0;
    }
    if (flag.isSwitch()) {
      put(flag, "true", values);
      return 0;
    }
    put(flag, following(words, at, "--" + name), values);
    return 1;
  }

  private int shortFlags(List<String> words, int at, Map<String, List<String>> values) {
    String word = words.get(at);
    for (int i = 1; i < word.length(); i++) {
      String letter = word.substring(i, i + 1);
      Flag flag = byShorthand.get(letter);
      if (flag == null) {
        throw new UsageException("unknown shorthand flag -" + letter + " in " + word);
      }
      String rest = word.substring(i + 1);
      if (flag.isSwitch() && !rest.startsWith("=")) {
        put(flag, "true", values);
        continue;
      }
      if (!rest.isEmpty()) {
        put(flag, rest.startsWith("=") ? rest.substring(1) : rest, values);
        return 0;
      }
      put(flag, following(words, at, "-" + letter), values);
      return 1;
    }
    return 0;
  }

  private static String following(List<String> words, int at, String flag) {
    if (at + 1 >= words.size()) {
      throw new UsageException("flag " + flag + " needs a value");
    }
    return words.get(at + 1);
  }

  private static void put(Flag flag, String value, Map<String, List<String>> values) {
    String kept = flag.isSwitch() ? truth(flag, value) : value;
    List<String> list = values.get(flag.name());
    if (list == null || !flag.repeatable()) {
      list = new ArrayList<>();
      values.put(flag.name(), list);
    }
    list.add(kept);
  }

  private static String truth(Flag flag, String value) {
    return switch (value) {
      case "true", "1", "t", "T", "TRUE", "True" -> "true";
      case "false", "0", "f", "F", "FALSE", "False" -> "false";
      default -> throw UsageException.badValue(flag.name(), value, "must be true or false");
    };
  }

  private String suggestion(String typed) {
    @Nullable String nearest = Spelling.nearest(typed, byName.keySet());
    return nearest == null ? "" : "; did you mean --" + nearest + "?";
  }
}
