package io.jswarm.lab.bench;

import io.jswarm.lab.bench.report.KeptSection;
import io.jswarm.lab.bench.report.Page;
import io.jswarm.lab.bench.sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code lab/bench report}: writes the page from the samples there are. */
final class ReportCommand {
  private ReportCommand() {}

  /** Where the samples are of which the page is made. */
  static Path samples(Path top) {
    return top.resolve("target/bench");
  }

  /** Where a run goes that the page shall not show. */
  static Path apart(Path top) {
    return samples(top).resolve("apart");
  }

  static int run(Path top) throws IOException {
    return write(samples(top), top.resolve("docs/BENCHMARKS.md"));
  }

  /** Writes the page of the samples in a folder, and prints what matters most. */
  static int write(Path samples, Path page) throws IOException {
    List<Run> runs = Run.current(samples);
    if (runs.isEmpty()) {
      throw new IllegalStateException("there are no samples in " + samples);
    }
    String kept = Files.exists(page) ? KeptSection.of(Files.readString(page)) : "";
    Files.writeString(page, Page.of(runs, kept));
    System.out.println(Page.acceptance(runs));
    System.out.println("written: " + page);
    return 0;
  }
}
