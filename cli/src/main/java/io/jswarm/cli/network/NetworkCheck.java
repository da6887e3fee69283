package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.node.PathWords;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.task.Names;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code network check}: ours; whether the nodes of a network reach each other. */
public final class NetworkCheck implements Command {
  private static final Listing PATHS =
      Listing.of(
          6,
          "Network",
          "NETWORK",
          "From",
          "FROM",
          "To",
          "TO",
          "State",
          "STATE",
          "Since",
          "SINCE",
          "What",
          "WHAT FAILS");

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
    boolean all = call.flags().toggle("all");
    if (all) {
      request.query("all", "1");
    }
    JsonObject found = call.client().object(request);
    boolean resolve = !call.flags().toggle("no-resolve");
    Names nodes = resolve ? Names.from(call.client()) : Names.none(call.client());
    Map<String, String> networks = resolve ? networkNames(call) : Map.of();
    List<Row> rows = new ArrayList<>();
    for (JsonObject path : paths(found, all)) {
      rows.add(row(call, path, found.number("Port"), networks, nodes));
    }
    boolean formatted = call.flags().isSet("format");
    if (!rows.isEmpty() || formatted) {
      PATHS.print(call.console(), call.flags().text("format"), rows);
    }
    if (!formatted) {
      summary(found, nodes).forEach(call::println);
    }
    return isGood(found) ? 0 : 1;
  }

  private static List<JsonObject> paths(JsonObject found, boolean all) {
    List<JsonObject> paths = new ArrayList<>(found.objects("Broken"));
    if (all) {
      paths.addAll(found.objects("Good"));
    }
    return paths;
  }

  private static boolean isGood(JsonObject found) {
    return broken(found) == 0 && found.objects("Untried").isEmpty();
  }

  private static long broken(JsonObject found) {
    return found.objects("Broken").size() + found.number("More");
  }

  private static List<String> summary(JsonObject found, Names nodes) throws IOException {
    List<String> lines = new ArrayList<>();
    long tried = found.number("Tried");
    long broken = broken(found);
    long every = found.number("EverySeconds");
    String often = every == 1 ? "every second" : "every " + every + " seconds";
    for (JsonObject each : found.objects("Untried")) {
      lines.add(
          "%s does not try the ways to other nodes: %s"
              .formatted(nodes.node(each.text("Node")), each.text("Why")));
    }
    if (broken > 0) {
      lines.add(
          "%d of %d ways between nodes are broken; each is tried %s."
              .formatted(broken, tried, often));
    } else if (tried > 0) {
      lines.add(
          "All %d ways between nodes are good, for small packets and for the longest; each is tried %s."
              .formatted(tried, often));
    } else if (lines.isEmpty()) {
      lines.add("There are no two ready nodes to try the ways between.");
    }
    return lines;
  }

  private static Map<String, String> networkNames(Invocation call) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (JsonObject network : call.client().objects(Request.get("/networks"))) {
      names.put(network.text("Id"), network.text("Name"));
    }
    return names;
  }

  private static Row row(
      Invocation call, JsonObject path, long port, Map<String, String> networks, Names nodes)
      throws IOException {
    String network = path.text("NetworkID");
    return new Row()
        .with("Network", network.isEmpty() ? "*" : networks.getOrDefault(network, network))
        .with("From", nodes.node(path.text("From")))
        .with("To", nodes.node(path.text("To")))
        .with("State", path.text("State"))
        .with("Since", Ages.agoLower(path.text("Since"), call.console().clock().instant()))
        .with("What", PathWords.text(path, port));
  }
}
