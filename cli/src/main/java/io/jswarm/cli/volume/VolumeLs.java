package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

  private static final Listing OF_CLUSTER =
      Listing.of(
          5,
          "Name",
          "VOLUME NAME",
          "Group",
          "GROUP",
          "Driver",
          "DRIVER",
          "Availability",
          "AVAILABILITY",
          "Status",
          "STATUS");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List the volumes of this node and of the cluster.");
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only volumes that match, such as dangling=true", "Print names only")
        .toggle("cluster", "Only the cluster's, with what concerns them");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Request request = call.filtered(Request.get("/volumes"));
    List<JsonObject> volumes = new ArrayList<>(call.client().object(request).objects("Volumes"));
    boolean ofCluster = call.flags().toggle("cluster");
    volumes.removeIf(volume -> ofCluster && !volume.has("ClusterVolume"));
    volumes.sort((a, b) -> Words.natural(a.text("Name"), b.text("Name")));
    List<Row> rows = volumes.stream().map(VolumeLs::row).toList();
    (ofCluster ? OF_CLUSTER : VOLUMES).print(call, "Name", rows);
    return 0;
  }

  private static Row row(JsonObject volume) {
    JsonObject spec = volume.object("ClusterVolume").object("Spec");
    return new Row()
        .with("Group", spec.text("Group"))
        .with("Availability", spec.text("Availability"))
        .with("Status", volume.object("Status").text("State"))
        .with("Driver", volume.text("Driver"))
        .with("Name", volume.text("Name"))
        .with("Scope", volume.text("Scope"))
        .with("Mountpoint", volume.text("Mountpoint"))
        .with("Labels", KeyValues.text(volume.textMap("Labels")));
  }
}
