package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.Volumes;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Volumes of this node and of the cluster as Docker shows them. */
final class VolumeJson {
  /** What is said of a size that is not known. */
  private static final long UNKNOWN_BYTES = -1;

  private VolumeJson() {}

  static ObjectNode of(Volume volume) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("CreatedAt", volume.created().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("Driver", Volume.LOCAL);
    texts(json, "Labels", volume.labels());
    json.put("Mountpoint", volume.mountpoint().toString());
    json.put("Name", volume.name());
    texts(json, "Options", volume.options());
    json.put("Scope", "local");
    return json;
  }

  /** With what it takes and how many containers were made with it. */
  static ObjectNode measured(Volume volume, Volumes volumes) {
    ObjectNode json = of(volume);
    json.putObject("UsageData")
        .put("RefCount", volumes.users(volume.name()).size())
        .put("Size", volumes.bytes(volume.name()).orElse(UNKNOWN_BYTES));
    return json;
  }

  /** One of the cluster; its state is where plugins show theirs. */
  static ObjectNode of(ClusterVolume volume) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.set(
        "ClusterVolume",
        Json.mapper()
            .<ObjectNode>valueToTree(volume)
            .remove(List.of("Name", "Driver", "DriverOpts", "Labels")));
    json.put("CreatedAt", volume.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("Driver", volume.driver());
    texts(json, "Labels", volume.labels());
    json.put("Mountpoint", "");
    json.put("Name", volume.name());
    texts(json, "Options", volume.driverOpts());
    json.put("Scope", "global");
    json.putObject("Status").put("State", volume.state());
    return json;
  }

  private static void texts(ObjectNode json, String member, Map<String, String> texts) {
    if (texts.isEmpty()) {
      json.putNull(member);
    } else {
      texts.forEach(json.putObject(member)::put);
    }
  }
}
