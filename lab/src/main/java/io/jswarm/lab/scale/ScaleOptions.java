package io.jswarm.lab.scale;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured, each given as {@code --name value}.
 *
 * @param top the top of the source tree
 * @param sizes {@code --nodes}: numbers of nodes, one trial each
 * @param tasksPerNode {@code --tasks-per-node}
 * @param heap of each manager, as {@code JSWARMD_HEAP} says; only noted down
 * @param joins {@code --joins}: joins under way at the same time in each fleet
 * @param electionTimeout {@code --election-timeout}: of the managers, in milliseconds
 * @param restSeconds {@code --rest}: how long the cluster is watched at rest, and after the loss
 * @param results {@code --results}: raw figures, a line of JSON per trial, added to
 * @param onlyPage {@code --only-page true}: measure nothing, write the page anew
 */
record ScaleOptions(
    Path top,
    List<Integer> sizes,
    int tasksPerNode,
    String heap,
    int joins,
    int electionTimeout,
    int restSeconds,
    Path results,
    boolean onlyPage) {
  static ScaleOptions parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    Path top = Path.of(System.getProperty("jswarm.top", ".")).toAbsolutePath().normalize();
    String sizes = values.getOrDefault("--nodes", "500,1000,2000,5000");
    return new ScaleOptions(
        top,
        Arrays.stream(sizes.split(",", -1)).map(Integer::valueOf).toList(),
        Integer.parseInt(values.getOrDefault("--tasks-per-node", "20")),
        System.getenv().getOrDefault("JSWARMD_HEAP", "512m"),
        Integer.parseInt(values.getOrDefault("--joins", "8")),
        Integer.parseInt(values.getOrDefault("--election-timeout", "300")),
        Integer.parseInt(values.getOrDefault("--rest", "20")),
        Path.of(values.getOrDefault("--results", top.resolve("lab/target/scale.jsonl").toString())),
        Boolean.parseBoolean(values.getOrDefault("--only-page", "false")));
  }
}
