package io.jswarm.lab.bench;

import io.jswarm.lab.load.Load;
import io.jswarm.lab.load.LoadPlan;
import io.jswarm.lab.load.LoadReport;
import io.jswarm.lab.load.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code lab/bench load}: one or several loads on a daemon that runs already. */
final class LoadCommand {
  private LoadCommand() {}

  static int run(List<String> words) throws IOException, InterruptedException {
    Flags flags =
        Flags.parse(
            words,
            Set.of("--socket", "--clients", "--seconds", "--warm-up", "--operation"),
            Set.of("--keep"));
    if (!flags.has("--socket")) {
      throw new IllegalArgumentException("--socket PATH says which daemon");
    }
    boolean failed = false;
    for (String clients : flags.list("--clients", "1")) {
      var plan =
          new LoadPlan(
              Path.of(flags.text("--socket", "")),
              Operation.named(flags.text("--operation", "create")),
              Integer.parseInt(clients),
              Duration.ofSeconds(flags.number("--warm-up", 1)),
              Duration.ofSeconds(flags.number("--seconds", 10)));
      var load = new Load(plan);
      LoadReport report = flags.has("--keep") ? load.measure() : load.run();
      System.out.println(report);
      failed |= report.failed() > 0;
    }
    return failed ? 1 : 0;
  }
}
