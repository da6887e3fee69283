package io.jswarm.lab.fleet;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fleet is to be, each given as {@code --name value}.
 *
 * @param nodes {@code --nodes}: how many
 * @param first {@code --first}: the number of the first; node 7 is called {@code node-00007}
 * @param token {@code --token}: a worker's join token
 * @param managers {@code --managers}: where to join, {@code host:port} separated by commas
 * @param address {@code --address}: the address the nodes say they have
 * @param directory {@code --directory}: where each keeps its tasks, best on a tmpfs: a real disk
 *     would be shared by thousands of nodes
 * @param joinsAtOnce {@code --joins}: joins that may be under way at the same time
 */
record FleetOptions(
    int nodes,
    int first,
    String token,
    List<String> managers,
    String address,
    Path directory,
    int joinsAtOnce) {

  static FleetOptions parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    return new FleetOptions(
        Integer.parseInt(wanted(values, "--nodes")),
        Integer.parseInt(values.getOrDefault("--first", "1")),
        wanted(values, "--token"),
        List.of(wanted(values, "--managers").split(",")),
        wanted(values, "--address"),
        Path.of(wanted(values, "--directory")),
        Integer.parseInt(values.getOrDefault("--joins", "8")));
  }

  private static String wanted(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a fleet needs " + name);
    }
    return value;
  }
}
