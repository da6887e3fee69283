package io.jswarm.lab.scale;

import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code lab/scale}. */
public final class Scale {
  private Scale() {}

  /** See {@link ScaleOptions} for the arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ScaleOptions options = ScaleOptions.parse(List.of(arguments));
    List<String> failures = new ArrayList<>();
    if (!options.onlyPage()) {
      for (int nodes : options.sizes()) {
        try {
          measure(options, nodes);
        } catch (IllegalStateException | IOException e) {
          System.err.println("scale: " + nodes + " nodes: " + e.getMessage());
          failures.add(nodes + " nodes: " + e.getMessage());
        }
      }
    }
    Page.write(options);
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  private static void measure(ScaleOptions options, int nodes)
      throws IOException, InterruptedException {
    Figures figures = new Figures(nodes, nodes * options.tasksPerNode(), options);
    try (Trial trial = Trial.begin("scale", options, nodes, figures)) {
      trial.run();
    }
    Files.createDirectories(options.results().getParent());
    Files.writeString(
        options.results(),
        Json.write(figures.toMap()) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
