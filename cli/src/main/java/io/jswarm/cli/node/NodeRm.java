package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code node rm}. */
public final class NodeRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "NODE [NODE...]", "Forget nodes that have left or are lost.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().toggle("f", "force", "Also nodes that are not down");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean force = call.flags().toggle("force");
    return call.forEach(word -> {
      call.send(Request.delete("/nodes/" + Request.segment(word)).queryIf(force, "force"));
      call.println(word);
    });
  }
}
