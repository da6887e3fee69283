package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code swarm join-token}. */
public final class SwarmJoinToken implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "worker|manager", "Show or replace the token new workers or managers join with.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("q", "quiet", "Print the token only")
        .toggle("rotate", "Make a new token; the old one stops working");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String role = call.argument(0);
    boolean worker = role.equals("worker");
    if (!worker && !role.equals("manager")) {
      throw new UsageException("unknown role " + role + "; it is worker or manager");
    }
    boolean quiet = call.flags().toggle("quiet");
    if (call.flags().toggle("rotate")) {
      SwarmChange change =
          worker ? SwarmChange.ROTATE_WORKER_TOKEN : SwarmChange.ROTATE_MANAGER_TOKEN;
      change.send(call, call.client().object("/swarm"));
      if (!quiet) {
        call.println("Successfully rotated " + role + " join token.");
        call.println("");
      }
    }
    JsonObject tokens = call.client().object("/swarm").object("JoinTokens");
    if (quiet) {
      call.println(tokens.text(worker ? "Worker" : "Manager"));
      return 0;
    }
    JoinAdvice.join(call, call.client().object("/info").object("Swarm").text("NodeID"), role);
    return 0;
  }
}
