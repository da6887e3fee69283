package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code swarm init}. */
public final class SwarmInit implements Command {
  private static final long DEFAULT_SUBNET_SIZE = 24;

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Make this host the first manager of a new swarm.");
  }

  @Override
  public FlagSet flags() {
    return Addresses.flags(SwarmSettings.flags())
        .value("data-path-port", "PORT", "UDP port of the overlay networks (default 4789)")
        .list("default-addr-pool", "SUBNET", "Address space overlay networks are cut from")
        .value("default-addr-pool-mask-length", "BITS", "Size of each cut (default 24)")
        .value("fabric-pool", "SUBNET", "Addresses nodes and egress use (default 100.64.0.0/10)")
        .toggle("force-new-cluster", "Keep this manager's data and forget the other managers");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Object answer;
    try (Response response =
        call.client().send(Request.post("/swarm/init").json(body(call.flags())))) {
      answer = response.json();
    }
    String nodeId = String.valueOf(answer);
    call.println("Swarm initialized: current node (" + nodeId + ") is now a manager.");
    call.println("");
    JoinAdvice.join(call, nodeId, "worker");
    call.println(
        "To add a manager to this swarm, run 'jswarm swarm join-token manager' and follow the"
            + " instructions.");
    if (call.flags().toggle("autolock")) {
      call.println("");
      JoinAdvice.unlock(call, JoinAdvice.unlockKey(call));
    }
    return 0;
  }

  private static JsonObject body(ParsedFlags flags) {
    JsonObject spec =
        new JsonObject()
            .set("Labels", JsonNull.NULL)
            .set("Orchestration", new JsonObject())
            .set("Raft", new JsonObject().set("ElectionTick", 0L).set("HeartbeatTick", 0L))
            .set("Dispatcher", new JsonObject())
            .set("CAConfig", new JsonObject())
            .set("TaskDefaults", new JsonObject())
            .set("EncryptionConfig", new JsonObject().set("AutoLockManagers", false));
    SwarmSettings.merge(flags, spec, "");
    JsonObject body = new JsonObject();
    Addresses.put(flags, body);
    if (flags.isSet("fabric-pool")) {
      body.set("FabricPool", flags.text("fabric-pool"));
    }
    return body.set("DataPathPort", flags.count("data-path-port"))
        .set("ForceNewCluster", flags.toggle("force-new-cluster"))
        .set("Spec", spec)
        .set("AutoLockManagers", flags.toggle("autolock"))
        .set("Availability", SwarmSettings.availability(flags))
        .set(
            "DefaultAddrPool",
            flags.isSet("default-addr-pool") ? flags.texts("default-addr-pool") : JsonNull.NULL)
        .set(
            "SubnetSize",
            flags.isSet("default-addr-pool-mask-length")
                ? flags.count("default-addr-pool-mask-length")
                : DEFAULT_SUBNET_SIZE);
  }
}
