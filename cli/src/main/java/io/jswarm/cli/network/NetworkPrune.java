package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.Confirmation;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** {@code network prune}. */
public final class NetworkPrune implements Command {
  private static final String WARNING =
      "WARNING! This will remove all custom networks that no service uses.";

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Remove every network nothing uses.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .list("filter", "KEY=VALUE", "Only networks that match, such as until=24h or label=x")
        .toggle("f", "force", "Do not ask first");
  }

  @Override
  public int run(Invocation call) throws IOException {
    if (!call.flags().toggle("force") && !Confirmation.isGiven(call, WARNING)) {
      return 1;
    }
    Request request = call.filtered(Request.post("/networks/prune"));
    JsonObject answer = call.client().object(request);
    List<String> removed = answer.texts("NetworksDeleted");
    if (!removed.isEmpty()) {
      call.println("Deleted Networks:");
      removed.forEach(call::println);
    }
    return 0;
  }
}
