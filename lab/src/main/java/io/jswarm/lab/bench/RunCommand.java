package io.jswarm.lab.bench;

import io.jswarm.lab.anchor.DockerSwarm;
import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.group.Group;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Facts;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.bench.sample.SampleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lab/bench}: takes samples of the groups asked for, then writes the report. */
final class RunCommand {
  private final Plan plan;
  private final SampleFile file;
  private final List<String> failures = new ArrayList<>();

  private RunCommand(Plan plan, SampleFile file) {
    this.plan = plan;
    this.file = file;
  }

  static int run(Path top, List<String> words) throws IOException, InterruptedException {
    Plan plan = Plan.parse(words);
    if (plan.contenders().contains(Contender.SWARM) && !DockerSwarm.isPossible()) {
      throw new IllegalStateException(
          "there is no Docker Engine to compare with; install the package docker.io, or say --ours-only");
    }
    System.out.printf("about %.0f minutes on a quiet machine%n", plan.estimatedMinutes());
    String command = ("lab/bench " + String.join(" ", words)).strip();
    Path folder = plan.apart() ? ReportCommand.apart(top) : ReportCommand.samples(top);
    boolean fresh = plan.isWhole() || plan.apart();
    SampleFile file = SampleFile.begin(folder, fresh, Facts.of(top, command));
    var run = new RunCommand(plan, file);
    try (Rig rig = Rig.up(top, plan.contenders())) {
      run.takeTurns(rig);
    }
    System.out.println("samples: " + file.path());
    if (plan.apart()) {
      ReportCommand.write(folder, folder.resolve("BENCHMARKS.md"));
    } else {
      ReportCommand.run(top);
    }
    run.failures.forEach(failure -> System.err.println("bench: " + failure));
    return run.failures.isEmpty() ? 0 : 1;
  }

  private void takeTurns(Rig rig) throws IOException, InterruptedException {
    for (Group group : plan.groups()) {
      for (int turn = 0; turn < plan.turns(); turn++) {
        for (Contender contender : plan.contenders()) {
          int samples = plan.samples(group, contender, turn);
          if (samples > 0) {
            takeTurn(rig, group, contender, samples);
          }
        }
      }
    }
  }

  /** A group that fails is named at the end; the others are measured all the same. */
  private void takeTurn(Rig rig, Group group, Contender contender, int samples)
      throws InterruptedException {
    String title = group.title() + " of " + contender.title();
    System.out.printf("# %s: %d samples%n", title, samples);
    Watch watch = Watch.start();
    try {
      Cluster cluster = rig.turnTo(contender);
      try {
        group.measure(cluster, new Recorder(file, group.title(), contender), samples);
      } finally {
        cluster.clear();
      }
    } catch (IOException | IllegalStateException e) {
      failures.add(title + " failed: " + e);
      System.err.println("bench: " + failures.getLast());
    }
    System.out.printf("# %s took %.0f s%n", title, watch.seconds());
  }
}
