package io.jswarm.cli.container;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code container ls}. */
public final class ContainerLs implements Command {
  private static final int COMMAND_CHARS = 20;
  private static final Listing CONTAINERS =
      Listing.of(
          7,
          "ID",
          "CONTAINER ID",
          "Image",
          "IMAGE",
          "Command",
          "COMMAND",
          "RunningFor",
          "CREATED",
          "Status",
          "STATUS",
          "Ports",
          "PORTS",
          "Names",
          "NAMES",
          "State",
          "STATE",
          "Labels",
          "LABELS",
          "CreatedAt",
          "CREATED AT");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List the containers of this node's tasks.");
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only containers that match", "Print ids only")
        .toggle("a", "all", "Also those that have ended")
        .value("n", "last", "N", "Only the newest")
        .toggle("no-trunc", "Shorten nothing");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    Request request = Request.get("/containers/json").queryIf(flags.toggle("all"), "all");
    if (flags.isSet("last")) {
      request.query("limit", String.valueOf(flags.count("last")));
    }
    Instant now = call.console().clock().instant();
    List<Row> rows = new ArrayList<>();
    for (JsonObject container : call.client().objects(call.filtered(request))) {
      rows.add(row(container, flags.toggle("no-trunc"), now));
    }
    CONTAINERS.print(call, "ID", rows);
    return 0;
  }

  private static Row row(JsonObject container, boolean whole, Instant now) {
    String id = container.text("Id");
    String image = container.text("Image");
    String command = container.text("Command");
    Instant created = Instant.ofEpochSecond(container.number("Created"));
    return new Row()
        .with("ID", whole ? id : Words.shortId(id))
        .with("Image", whole ? image : Words.imageWithoutDigest(image))
        .with("Command", '"' + (whole ? command : Words.ellipsis(command, COMMAND_CHARS)) + '"')
        .with("RunningFor", Ages.words(Duration.between(created, now)) + " ago")
        .with("Status", container.text("Status"))
        .with("Ports", ports(container.objects("Ports")))
        .with("Names", names(container.texts("Names"), whole))
        .with("State", container.text("State"))
        .with("Labels", KeyValues.text(container.textMap("Labels")))
        .with("CreatedAt", Ages.goTime(created));
  }

  private static String names(List<String> names, boolean whole) {
    List<String> bare = new ArrayList<>();
    for (String name : names) {
      bare.add(name.startsWith("/") ? name.substring(1) : name);
    }
    return whole || bare.isEmpty() ? String.join(",", bare) : bare.getFirst();
  }

  private static String ports(List<JsonObject> ports) {
    Map<String, String> texts = new TreeMap<>();
    for (JsonObject port : ports) {
      String inside = port.number("PrivatePort") + "/" + port.text("Type");
      String outside =
          port.number("PublicPort") == 0
              ? ""
              : port.text("IP") + ":" + port.number("PublicPort") + "->";
      texts.put(outside + inside, "");
    }
    return String.join(", ", texts.keySet());
  }
}
