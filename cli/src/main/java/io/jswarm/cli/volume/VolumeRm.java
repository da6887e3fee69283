package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code volume rm}. */
public final class VolumeRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "VOLUME [VOLUME...]",
        "Remove volumes of this node or the cluster, and all they hold.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().toggle("f", "force", "Do not fail for volumes that are not there");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean force = call.flags().toggle("force");
    return call.forEach(word -> {
      call.send(Request.delete("/volumes/" + Request.segment(word)).queryIf(force, "force"));
      call.println(word);
    });
  }
}
