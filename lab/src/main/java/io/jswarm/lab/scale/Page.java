package io.jswarm.lab.scale;

import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Writes {@code docs/SCALE.md} from the raw figures: the newest trial of each size, side by side.
 * What people have written below {@link #NOTES} stays.
 */
final class Page {
  private static final String NOTES = "## How it grows";

  private Page() {}

  static void write(ScaleOptions options) throws IOException {
    if (!Files.exists(options.results())) {
      return;
    }
    Map<Integer, Map<String, Object>> bySize = new TreeMap<>();
    for (String line : Files.readAllLines(options.results())) {
      Map<String, Object> trial = Json.mapper().readValue(line, new TypeReference<>() {});
      bySize.put(((Number) trial.getOrDefault("nodes", 0)).intValue(), trial);
    }
    List<Map<String, Object>> trials = new ArrayList<>(bySize.values());
    double factor = number(trials.getLast(), "nodes") / number(trials.getFirst(), "nodes");
    StringBuilder page = new StringBuilder(head(factor));
    page.append("    ").append("lab/scale").append(sizes(bySize.keySet())).append("\n\n");
    table(page, trials);
    Path file = options.top().resolve("docs/SCALE.md");
    page.append(notes(file));
    Files.writeString(file, page.toString());
  }

  private static String notes(Path file) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    int notes = before.indexOf(NOTES);
    return notes < 0 ? "" : "\n" + before.substring(notes);
  }

  private static String head(double factor) {
    return """
    # Scale

    Written by `lab/scale` from its raw figures; what stands below the table is written by hand and stays. Three managers
    are real daemons on lab hosts; the nodes are real worker agents (a key, a certificate, a TLS session, heartbeats and
    reports each) with simulated containers, up to 2,500 in one process, all on ONE machine of %d cores: processors are
    what bounds these figures, and the load of the machine is given for each phase (more than the cores means that all of
    it waited for processors). CPU seconds do not depend on the load; times do. The last column is how much a figure grows
    from the smallest size to the largest, which has %.1f times the nodes.

    """
        .formatted(Runtime.getRuntime().availableProcessors(), factor);
  }

  private static String sizes(Set<Integer> sizes) {
    return " --nodes " + String.join(",", sizes.stream().map(String::valueOf).toList());
  }

  private static void table(StringBuilder page, List<Map<String, Object>> trials) {
    Set<String> names = new LinkedHashSet<>();
    trials.reversed().forEach(trial -> names.addAll(trial.keySet()));
    row(page, "figure", trials.stream().map(t -> text(t.get("nodes"))).toList(), "growth");
    row(page, "---", trials.stream().map(_ -> "---:").toList(), "---:");
    for (String name : names) {
      if (!name.equals("nodes")) {
        List<String> cells = trials.stream().map(trial -> text(trial.get(name))).toList();
        row(page, name, cells, growth(trials, name));
      }
    }
  }

  private static void row(StringBuilder page, String name, List<String> cells, String last) {
    page.append("| ").append(name).append(" | ").append(String.join(" | ", cells));
    page.append(" | ").append(last).append(" |\n");
  }

  private static String growth(List<Map<String, Object>> trials, String name) {
    double first = number(trials.getFirst(), name);
    double last = number(trials.getLast(), name);
    return first > 0 && last > 0 ? "%.1f".formatted(last / first) : "";
  }

  private static double number(Map<String, Object> trial, String name) {
    return trial.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number when number >= 100 -> "%,.0f".formatted(number);
      case Double number -> "%.2f".formatted(number);
      case Number number -> "%,d".formatted(number.longValue());
      default -> value.toString();
    };
  }
}
