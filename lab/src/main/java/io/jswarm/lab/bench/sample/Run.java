package io.jswarm.lab.bench.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call of {@code lab/bench}, read back.
 *
 * @param whole it was a run of all groups, which begins a new report
 */
public record Run(boolean whole, Facts facts, List<Sample> samples) {
  /**
   * The runs a report is made of, oldest first: the last whole one and all after it, or all when
   * none was whole.
   */
  public static List<Run> current(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList();
    }
    List<Run> runs = new ArrayList<>();
    for (Path file : files) {
      Run run = SampleFile.read(file);
      if (run.whole) {
        runs.clear();
      }
      runs.add(run);
    }
    return runs;
  }
}
