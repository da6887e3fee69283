package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** {@code swarm join}. */
public final class SwarmJoin implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "HOST:PORT", "Join a swarm as the worker or manager the token is for.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return Addresses.flags(new FlagSet())
        .value("token", "TOKEN", "What 'jswarm swarm join-token' on a manager prints");
  }

  @Override
  public int run(Invocation call) throws IOException {
    JsonObject body = new JsonObject();
    Addresses.put(call.flags(), body);
    body.set("RemoteAddrs", List.of(call.argument(0)))
        .set("JoinToken", call.flags().text("token"))
        .set("Availability", SwarmSettings.availability(call.flags()));
    call.send(Request.post("/swarm/join").json(body));
    boolean manager = call.client().object("/info").object("Swarm").flag("ControlAvailable");
    call.println("This node joined a swarm as a " + (manager ? "manager." : "worker."));
    return 0;
  }
}
