package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code volume ls}. */
public final class VolumeLs implements Command {
  private static final Listing VOLUMES =
      Listing.of(
          2,
          "Driver",
          "DRIVER",
          "Name",
          "VOLUME NAME",
          "Scope",
          "SCOPE",
          "Mountpoint",
          "MOUNTPOINT",
          "Labels",
          "LABELS");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List the volumes of this node.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .list("f", "filter", "KEY=VALUE", "Only volumes that match, such as dangling=true")
        .value("format", "FORMAT", Listing.FORMAT_HELP)
        .toggle("q", "quiet", "Print names only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    Request request = Request.get("/volumes");
    if (flags.isSet("filter")) {
      request.query("filters", flags.filters().json());
    }
    List<JsonObject> volumes = new ArrayList<>(call.client().object(request).objects("Volumes"));
    volumes.sort((a, b) -> Words.natural(a.text("Name"), b.text("Name")));
    List<Row> rows = volumes.stream().map(VolumeLs::row).toList();
    if (flags.toggle("quiet") && !flags.isSet("format")) {
      Listing.quiet(call.console(), "Name", rows);
    } else {
      VOLUMES.print(call.console(), flags.text("format"), rows);
    }
    return 0;
  }

  private static Row row(JsonObject volume) {
    List<String> labels = new ArrayList<>();
    for (Map.Entry<String, String> label : new TreeMap<>(volume.textMap("Labels")).entrySet()) {
      labels.add(label.getKey() + "=" + label.getValue());
    }
    return new Row()
        .with("Driver", volume.text("Driver"))
        .with("Name", volume.text("Name"))
        .with("Scope", volume.text("Scope"))
        .with("Mountpoint", volume.text("Mountpoint"))
        .with("Labels", String.join(",", labels));
  }
}
