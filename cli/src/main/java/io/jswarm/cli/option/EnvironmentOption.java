package io.jswarm.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables from flags and files; a name without a value takes the caller's own. */
public final class EnvironmentOption {
  private EnvironmentOption() {}

  /** The variables of an {@code --env-file}. */
  public static List<String> file(String name) {
    try {
      List<String> variables = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of(name))) {
        String bare = line.stripLeading();
        if (bare.isEmpty() || bare.startsWith("#")) {
          continue;
        }
        String variable = variable(bare);
        if (variable.indexOf('=') >= 0) {
          variables.add(variable);
        }
      }
      return variables;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + e.getMessage(), e);
    }
  }

  /** {@code NAME=value}, or {@code NAME} for the value it has here. */
  public static String variable(String text) {
    String name = KeyValues.key(text);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a variable needs a name");
    }
    String own = text.indexOf('=') < 0 ? System.getenv(name) : null;
    return own == null ? text : name + "=" + own;
  }

  /** One entry for each name: the last wins, in its own place at the end. */
  public static List<String> merge(List<String> variables) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String variable : variables) {
      String name = KeyValues.key(variable);
      if (!variable.equals(byName.get(name))) {
        byName.remove(name);
        byName.put(name, variable);
      }
    }
    return List.copyOf(byName.values());
  }
}
