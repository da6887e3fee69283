package io.jswarm.cli.container;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code container rm}. */
public final class ContainerRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "CONTAINER [CONTAINER...]", "Remove containers from this node.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("f", "force", "Kill it first if it runs")
        .toggle("v", "volumes", "Remove its anonymous volumes too");
  }

  @Override
  public int run(Invocation call) throws IOException {
    return call.forEach(word -> {
      call.send(
          Request.delete("/containers/" + Request.segment(word))
              .queryIf(call.flags().toggle("force"), "force")
              .queryIf(call.flags().toggle("volumes"), "v"));
      call.println(word);
    });
  }
}
