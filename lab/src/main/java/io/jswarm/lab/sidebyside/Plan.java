package io.jswarm.lab.sidebyside;

import io.jswarm.lab.sidebyside.scenario.Scenarios;
import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is played.
 *
 * @param groups scenarios by the group they belong to
 */
record Plan(SequencedMap<String, List<Scenario>> groups) {
  /**
   * Of the words {@code --scenario NAME}, as often as wanted; a name may be a group's.
   *
   * @throws IllegalArgumentException on other words and names
   */
  static Plan parse(List<String> words) {
    if (words.isEmpty()) {
      return new Plan(Scenarios.all());
    }
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      if (!words.get(i).equals("--scenario") || i + 1 == words.size()) {
        throw new IllegalArgumentException("'" + words.get(i) + "' is not --scenario NAME");
      }
      wanted.add(words.get(i + 1));
    }
    SequencedMap<String, List<Scenario>> groups = new LinkedHashMap<>();
    Scenarios.all()
        .forEach((group, scenarios) -> {
          List<Scenario> chosen =
              scenarios.stream()
                  .filter(each -> wanted.contains(group) || wanted.contains(each.name()))
                  .toList();
          if (!chosen.isEmpty()) {
            groups.put(group, chosen);
          }
        });
    for (String name : wanted) {
      if (!groups.containsKey(name)
          && groups.values().stream()
              .flatMap(List::stream)
              .noneMatch(scenario -> scenario.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no scenario '" + name + "'; groups are: " + Scenarios.all().keySet());
      }
    }
    return new Plan(groups);
  }
}
