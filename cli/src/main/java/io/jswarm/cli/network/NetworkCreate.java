package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.io.IOException;
import java.util.List;

/** {@code network create}. */
public final class NetworkCreate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "NETWORK", "Make a network; on a swarm an overlay between its nodes.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("attachable", "Let containers that are no tasks attach")
        .list("aux-address", "NAME=IP", "Address the driver uses itself")
        .value("config-from", "NETWORK", "Network to take the configuration from")
        .toggle("config-only", "Only a configuration for others")
        .value("d", "driver", "DRIVER", "Driver (default overlay)")
        .list("gateway", "IP", "Gateway of a subnet")
        .toggle("ingress", "The network of published ports")
        .toggle("internal", "No way out of the network")
        .list("ip-range", "SUBNET", "Give out addresses from this part of a subnet only")
        .value("ipam-driver", "DRIVER", "Who gives out addresses (default default)")
        .list("ipam-opt", "KEY=VALUE", "Option for it")
        .toggle("ipv4", "Give IPv4 addresses (default true)")
        .toggle("ipv6", "Give IPv6 addresses")
        .list("label", "KEY=VALUE", "Label")
        .list("o", "opt", "KEY=VALUE", "Option of the driver")
        .value("scope", "SCOPE", "local or swarm")
        .list("subnet", "SUBNET", "Subnet in CIDR form");
  }

  @Override
  public int run(Invocation call) throws IOException {
    JsonObject body = body(call.flags());
    JsonObject made = call.client().object(Request.post("/networks/create").json(body));
    if (!made.text("Warning").isEmpty()) {
      call.console().err().println(made.text("Warning"));
    }
    call.println(made.text("Id"));
    return 0;
  }

  private static JsonObject body(ParsedFlags flags) {
    JsonObject body =
        new JsonObject()
            .set("CheckDuplicate", true)
            .set("Driver", flags.isSet("driver") ? flags.text("driver") : "overlay")
            .set("Scope", flags.text("scope"))
            .set("EnableIPv6", flags.toggle("ipv6"));
    if (flags.isSet("ipv4")) {
      body.set("EnableIPv4", flags.toggle("ipv4"));
    }
    List<JsonObject> subnets = Subnets.of(flags);
    JsonObject ipam =
        new JsonObject()
            .set("Driver", flags.isSet("ipam-driver") ? flags.text("ipam-driver") : "default")
            .set("Options", texts(flags, "ipam-opt"))
            .set("Config", subnets);
    String from = flags.text("config-from");
    return body.set("IPAM", ipam)
        .set("Internal", flags.toggle("internal"))
        .set("Attachable", flags.toggle("attachable"))
        .set("Ingress", flags.toggle("ingress"))
        .set("ConfigOnly", flags.toggle("config-only"))
        .set("ConfigFrom", from.isEmpty() ? JsonNull.NULL : new JsonObject().set("Network", from))
        .set("Options", texts(flags, "opt"))
        .set("Labels", JsonObject.ofTexts(KeyValues.map(flags.each("label", KeyValues::label))))
        .set("Name", flags.argument(0));
  }

  private static JsonObject texts(ParsedFlags flags, String name) {
    return JsonObject.ofTexts(KeyValues.map(flags.texts(name)));
  }
}
