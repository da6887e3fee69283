package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    return Listing.flags("Only networks that match, such as driver=overlay", "Print ids only")
        .toggle("no-trunc", "Shorten nothing");
  }

  @Override
  public int run(Invocation call) throws IOException {
    List<JsonObject> networks = call.client().objects(call.filtered(Request.get("/networks")));
    networks.sort((a, b) -> Words.natural(a.text("Name"), b.text("Name")));
    List<Row> rows = new ArrayList<>();
    for (JsonObject network : networks) {
      rows.add(row(network, call.flags().toggle("no-trunc")));
    }
    NETWORKS.print(call, "ID", rows);
    return 0;
  }

  private static Row row(JsonObject network, boolean whole) {
    String id = network.text("Id");
    return new Row()
        .with("ID", whole ? id : Words.shortId(id))
        .with("Name", network.text("Name"))
        .with("Driver", network.text("Driver"))
        .with("Scope", network.text("Scope"))
        .with("IPv6", network.flag("EnableIPv6"))
        .with("Internal", network.flag("Internal"))
        .with("Labels", KeyValues.text(network.textMap("Labels")))
        .with("CreatedAt", Ages.goTime(network.text("Created")));
  }
}
