package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UnheardTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LOST = NOON.plusSeconds(60);

  @Test
  void aTaskOfADeadNodeKeepsItsStateAndSaysThatNothingNewerIsKnown() {
    JsonNode status = shown(image("running").with(List.of(down()), LOST)).path("Status");

    assertThat(status.path("State").asString()).isEqualTo("running");
    assertThat(status.path("Err").asString())
        .isEqualTo("node host1 is down: whether this runs is not known");
    assertThat(status.path("UnknownSince").asString()).isEqualTo(LOST.toString());
  }

  @Test
  void whatIsHeardOrOverIsShownAsItWas() {
    assertThat(shown(image("running")).path("Status").has("UnknownSince")).isFalse();
    JsonNode ended = shown(image("shutdown").with(List.of(down()), LOST)).path("Status");
    assertThat(ended.has("UnknownSince")).isFalse();
    assertThat(ended.has("Err")).isFalse();
  }

  @Test
  void itIsNotCountedAsRunning() {
    ClusterImage heard = image("running");
    Service service = heard.services().values().iterator().next();

    assertThat(Counts.of(heard, service).runningTasks()).isEqualTo(1);
    assertThat(Counts.of(heard.with(List.of(down()), LOST), service).runningTasks()).isZero();
  }

  private static JsonNode shown(ClusterImage image) {
    return Shown.task(image, image.tasks().values().iterator().next());
  }

  private static Change down() {
    return new Change.SetNodeStatus(
        "n1", new NodeStatus(NodeState.DOWN, "heartbeat failure", "10.0.0.1"));
  }

  private static ClusterImage image(String state) {
    Node node =
        Json.read(
            """
            {"ID":"n1","Spec":{"Role":"worker","Availability":"active"},
             "Description":{"Hostname":"host1"},"Status":{"State":"ready"}}\
            """,
            Node.class);
    Service service =
        Json.read(
            """
            {"ID":"s1","Spec":{"Name":"web","Mode":{"Replicated":{"Replicas":1}}}}\
            """,
            Service.class);
    Task task =
        Json.read(
            """
            {"ID":"t1","ServiceID":"s1","Slot":1,"NodeID":"n1","DesiredState":"running",
             "Status":{"State":"%s"}}\
            """
                .formatted(state),
            Task.class);
    return ClusterImage.EMPTY.with(
        List.of(new Change.PutNode(node), new Change.PutService(service), new Change.PutTask(task)),
        NOON);
  }
}
