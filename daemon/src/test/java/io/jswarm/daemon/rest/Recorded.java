package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real Docker Swarm answered: one manager, two workers, seven services. */
final class Recorded {
  static final Instant AT = Instant.parse("2026-11-22T00:23:43Z");

  private Recorded() {}

  static JsonNode read(String name) {
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded cluster as an image of ours. */
  static ClusterImage image() {
    JsonNode cluster = read("recorded-cluster.json");
    List<Change> changes = new ArrayList<>();
    Swarm swarm = as(cluster.path("swarm"), Swarm.class);
    changes.add(
        new Change.PutCluster(
            new ClusterState(swarm, "", "", "", null, ClusterState.FABRIC_POOL_DEFAULT)));
    for (JsonNode node : cluster.path("nodes")) {
      changes.add(new Change.PutNode(as(node, Node.class)));
      if (node.has("ManagerStatus")) {
        String id = node.path("ID").asString();
        String addr = node.path("ManagerStatus").path("Addr").asString();
        changes.add(new Change.PutMember(new Member(id, id + "-1", "10.98.0.1:2378", addr)));
      }
    }
    for (JsonNode service : cluster.path("services")) {
      changes.add(new Change.PutService(as(service, Service.class).withServiceStatus(null)));
    }
    ClusterImage withoutTasks = ClusterImage.EMPTY.with(changes, AT);
    List<Change> tasks = new ArrayList<>();
    for (JsonNode task : cluster.path("tasks")) {
      tasks.add(new Change.PutTask(as(made(task, withoutTasks), Task.class)));
    }
    return withoutTasks.with(tasks, AT);
  }

  /** With the version of the spec it was made by, which Docker does not show. */
  private static JsonNode made(JsonNode task, ClusterImage image) {
    ObjectNode made = (ObjectNode) task.deepCopy();
    Service service =
        Objects.requireNonNull(image.service(task.path("ServiceID").asString()), "its service");
    made.putObject("SpecVersion")
        .put("Index", Objects.requireNonNull(service.specVersion()).index());
    return made;
  }

  private static <T> T as(JsonNode json, Class<T> type) {
    return Json.read(json.toString(), type);
  }
}
