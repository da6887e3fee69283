package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code node ls}. */
public final class NodeLs implements Command {
  private static final Listing NODES =
      Listing.of(
          6,
          "IdAndSelf",
          "ID",
          "Hostname",
          "HOSTNAME",
          "Status",
          "STATUS",
          "Availability",
          "AVAILABILITY",
          "ManagerStatus",
          "MANAGER STATUS",
          "EngineVersion",
          "ENGINE VERSION",
          "ID",
          "ID",
          "Self",
          "",
          "TLSStatus",
          "TLS STATUS");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List the nodes of the swarm; * marks the one that answers.");
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only nodes that match, such as role=worker", "Print ids only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    List<JsonObject> nodes = call.client().objects(call.filtered(Request.get("/nodes")));
    nodes.sort((a, b) -> Words.natural(hostname(a), hostname(b)));
    boolean quiet = Listing.isQuiet(call.flags());
    JsonObject swarm =
        nodes.isEmpty() || quiet ? new JsonObject() : call.client().object("/info").object("Swarm");
    List<Row> rows = new ArrayList<>();
    for (JsonObject node : nodes) {
      rows.add(row(node, swarm));
    }
    NODES.print(call, "ID", rows);
    return 0;
  }

  private static String hostname(JsonObject node) {
    return node.object("Description").text("Hostname");
  }

  private static Row row(JsonObject node, JsonObject swarm) {
    JsonObject manager = node.object("ManagerStatus");
    boolean self = node.text("ID").equals(swarm.text("NodeID"));
    String reach = manager.flag("Leader") ? "leader" : manager.text("Reachability");
    return new Row()
        .with("ID", node.text("ID"))
        .with("Self", self)
        .with("Hostname", hostname(node))
        .with("Status", Words.capital(node.object("Status").text("State")))
        .with("Availability", Words.capital(node.object("Spec").text("Availability")))
        .with("ManagerStatus", Words.capital(reach))
        .with("EngineVersion", node.object("Description").object("Engine").text("EngineVersion"))
        .with("TLSStatus", tls(node, swarm.object("Cluster").object("TLSInfo")))
        .hidden("IdAndSelf", node.text("ID") + (self ? " *" : "  "));
  }

  private static String tls(JsonObject node, JsonObject wanted) {
    JsonObject has = node.object("Description").object("TLSInfo");
    if (wanted.isEmpty() || has.isEmpty()) {
      return "Unknown";
    }
    return wanted.equals(has) ? "Ready" : "Needs Rotation";
  }
}
