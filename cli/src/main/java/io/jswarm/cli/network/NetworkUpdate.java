package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Prefix;
import java.io.IOException;
import java.util.List;

/** {@code network update}: ours, Docker's networks are what they were made. */
public final class NetworkUpdate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("NETWORK", "Give a network more addresses while services use it.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().list("subnet-add", "SUBNET", "A further subnet in CIDR form");
  }

  @Override
  public int run(Invocation call) throws IOException {
    List<String> subnets = call.flags().each("subnet-add", NetworkUpdate::subnet);
    if (subnets.isEmpty()) {
      throw new UsageException("nothing to change; give --subnet-add");
    }
    String network = call.argument(0);
    call.send(
        Request.post("/networks/" + Request.segment(network) + "/update")
            .json(new JsonObject().set("AddSubnets", subnets)));
    call.println(network);
    return 0;
  }

  private static String subnet(String text) {
    Prefix.parse(text);
    return text;
  }
}
