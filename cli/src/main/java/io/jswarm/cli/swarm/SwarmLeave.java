package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code swarm leave}. */
public final class SwarmLeave implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Take this node out of its swarm and stop its tasks.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("f", "force", "Leave though this is a manager, even the last one of its swarm");
  }

  @Override
  public int run(Invocation call) throws IOException {
    call.send(Request.post("/swarm/leave").queryIf(call.flags().toggle("force"), "force"));
    call.println("Node left the swarm.");
    return 0;
  }
}
