package io.jswarm.lab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The flags of a command line: {@code --name value} or {@code --name}. */
final class Flags {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Flags() {}

  /**
   * @param withValue the flags that are followed by a value
   * @param without the flags that are not
   * @throws IllegalArgumentException on any other word
   */
  static Flags parse(List<String> words, Set<String> withValue, Set<String> without) {
    var flags = new Flags();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (without.contains(word)) {
        flags.values.put(word, "");
      } else if (withValue.contains(word) && i + 1 < words.size()) {
        flags.values.put(word, words.get(++i));
      } else {
        List<String> known = new ArrayList<>(withValue);
        known.addAll(without);
        String problem = withValue.contains(word) ? " needs a value" : " is not known";
        throw new IllegalArgumentException(
            word + problem + "; flags: " + known.stream().sorted().toList());
      }
    }
    return flags;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a whole number, not '" + text + "'", e);
    }
  }

  /** The parts of a value between commas. */
  List<String> list(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split(",", -1))
        .filter(part -> !part.isBlank())
        .toList();
  }
}
