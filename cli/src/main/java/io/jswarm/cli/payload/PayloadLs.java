package io.jswarm.cli.payload;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code secret ls} and {@code config ls}: each version on a line of its own. */
public record PayloadLs(Noun noun) implements Command {
  private static final Listing PAYLOADS =
      Listing.of(
          5,
          "ID",
          "ID",
          "Name",
          "NAME",
          "Version",
          "VERSION",
          "CreatedAt",
          "CREATED",
          "UpdatedAt",
          "UPDATED",
          "Driver",
          "DRIVER",
          "Labels",
          "LABELS");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List " + noun.text() + "s, older versions too.");
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only those that match: id, name or label", "Print ids only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Request request = Request.get(noun.path()).query("versions", "1");
    List<JsonObject> payloads = call.client().objects(call.filtered(request));
    payloads.sort((a, b) -> Words.natural(name(a), name(b)));
    List<Row> rows = new ArrayList<>();
    Instant now = call.console().clock().instant();
    for (JsonObject payload : payloads) {
      rows.add(row(payload, now));
    }
    PAYLOADS.print(call, "ID", rows);
    return 0;
  }

  private static String name(JsonObject payload) {
    return payload.object("Spec").text("Name");
  }

  private static Row row(JsonObject payload, Instant now) {
    JsonObject spec = payload.object("Spec");
    return new Row()
        .with("ID", payload.text("ID"))
        .with("Name", spec.text("Name"))
        .with("Version", version(payload))
        .with("CreatedAt", Ages.ago(payload.text("CreatedAt"), now))
        .with("UpdatedAt", Ages.ago(payload.text("UpdatedAt"), now))
        .with("Driver", spec.object("Driver").text("Name"))
        .with("Labels", KeyValues.text(spec.textMap("Labels")));
  }

  private static String version(JsonObject payload) {
    long number = payload.number("Revision") + 1;
    String handle = payload.text("Handle");
    return handle.isEmpty() ? Long.toString(number) : number + " of " + handle;
  }
}
