package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code network ls}. */
public final class NetworkLs implements Command {
  private static final Listing NETWORKS =
      Listing.of(
          4,
          "ID",
          "NETWORK ID",
          "Name",
          "NAME",
          "Driver",
          "DRIVER",
          "Scope",
          "SCOPE",
          "IPv6",
          "IPV6",
          "Internal",
          "INTERNAL",
          "Labels",
          "LABELS",
          "CreatedAt",
          "CREATED AT");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List networks.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .list("f", "filter", "KEY=VALUE", "Only networks that match, such as driver=overlay")
        .value("format", "FORMAT", Listing.FORMAT_HELP)
        .toggle("no-trunc", "Shorten nothing")
        .toggle("q", "quiet", "Print ids only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    Request request = Request.get("/networks");
    if (flags.isSet("filter")) {
      request.query("filters", flags.filters().json());
    }
    List<JsonObject> networks = call.client().objects(request);
    networks.sort((a, b) -> Words.natural(a.text("Name"), b.text("Name")));
    List<Row> rows = new ArrayList<>();
    for (JsonObject network : networks) {
      rows.add(row(network, flags.toggle("no-trunc")));
    }
    if (flags.toggle("quiet") && !flags.isSet("format")) {
      Listing.quiet(call.console(), "ID", rows);
    } else {
      NETWORKS.print(call.console(), flags.text("format"), rows);
    }
    return 0;
  }

  private static Row row(JsonObject network, boolean whole) {
    String id = network.text("Id");
    List<String> labels = new ArrayList<>();
    for (Map.Entry<String, String> label : new TreeMap<>(network.textMap("Labels")).entrySet()) {
      labels.add(label.getKey() + "=" + label.getValue());
    }
    return new Row()
        .with("ID", whole ? id : Words.shortId(id))
        .with("Name", network.text("Name"))
        .with("Driver", network.text("Driver"))
        .with("Scope", network.text("Scope"))
        .with("IPv6", network.flag("EnableIPv6"))
        .with("Internal", network.flag("Internal"))
        .with("Labels", String.join(",", labels))
        .with("CreatedAt", Ages.goTime(network.text("Created")));
  }
}
