package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.task.Names;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code network check}: ours; whether the nodes of a network reach each other. */
public final class NetworkCheck implements Command {
  private static final int MICROS_DIGITS = 3;
  private static final Listing PATHS =
      Listing.of(
          6, "Network", "NETWORK", "From", "FROM", "To", "TO", "State", "STATE", "RTT", "RTT",
          "Since", "SINCE");

  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "[NETWORK]",
        "Show whether nodes reach each other on networks; fails when some do not.",
        0,
        1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("a", "all", "Also the ways that are good")
        .value("format", "FORMAT", Listing.FORMAT_HELP)
        .toggle("no-resolve", "Show ids instead of names");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Request request = Request.get("/jswarm/v1/networks/check");
    if (!call.arguments().isEmpty()) {
      request.query("network", call.argument(0));
    }
    List<JsonObject> paths = call.client().objects(request);
    boolean resolve = !call.flags().toggle("no-resolve");
    Names nodes = resolve ? Names.from(call.client()) : Names.none(call.client());
    Map<String, String> networks = resolve ? networkNames(call) : Map.of();
    List<Row> rows = new ArrayList<>();
    int broken = 0;
    for (JsonObject path : paths) {
      boolean good = path.text("State").equals("ok");
      broken += good ? 0 : 1;
      if (!good || call.flags().toggle("all")) {
        rows.add(row(call, path, networks, nodes));
      }
    }
    if (!rows.isEmpty() || call.flags().isSet("format")) {
      PATHS.print(call.console(), call.flags().text("format"), rows);
    } else {
      call.println("All " + paths.size() + " ways between nodes are good.");
    }
    return broken == 0 ? 0 : 1;
  }

  private static Map<String, String> networkNames(Invocation call) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (JsonObject network : call.client().objects(Request.get("/networks"))) {
      names.put(network.text("Id"), network.text("Name"));
    }
    return names;
  }

  private static Row row(
      Invocation call, JsonObject path, Map<String, String> networks, Names nodes)
      throws IOException {
    String network = path.text("NetworkID");
    long rtt = path.number("RttMicros");
    return new Row()
        .with("Network", network.isEmpty() ? "*" : networks.getOrDefault(network, network))
        .with("From", nodes.node(path.text("From")))
        .with("To", nodes.node(path.text("To")))
        .with("State", path.text("State"))
        .with("RTT", rtt == 0 ? "" : BigDecimal.valueOf(rtt, MICROS_DIGITS) + " ms")
        .with("Since", Ages.agoLower(path.text("Since"), call.console().clock().instant()));
  }
}
