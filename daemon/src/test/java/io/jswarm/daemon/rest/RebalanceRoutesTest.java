package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.Command.ToRebalance;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Event;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RebalanceRoutesTest {
  private static final String PATH = "/jswarm/v1/services/rebalance";

  private final ServedNode served;

  RebalanceRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    List<Change> changes = new ArrayList<>();
    for (String id : List.of("n1", "n2")) {
      changes.add(new Change.PutNode(node(id)));
    }
    changes.add(new Change.PutService(service("s1", "web", "\"Replicated\":{\"Replicas\":4}")));
    changes.add(new Change.PutService(service("s2", "each", "\"Global\":{}")));
    for (int slot = 1; slot <= 4; slot++) {
      changes.add(new Change.PutTask(task("t" + slot, slot, "")));
    }
    served.node.image = ClusterImage.EMPTY.with(changes, Recorded.AT);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static Node node(String id) {
    return Json.read(
        "{\"ID\":\"%s\",\"Spec\":{\"Role\":\"worker\",\"Availability\":\"active\"},\"Description\":{\"Hostname\":\"host-%s\"},\"Status\":{\"State\":\"ready\"}}"
            .formatted(id, id),
        Node.class);
  }

  private static Service service(String id, String name, String mode) {
    return Json.read(
        "{\"ID\":\"%s\",\"Spec\":{\"Name\":\"%s\",\"Mode\":{%s},\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"x\"}}}}"
            .formatted(id, name, mode),
        Service.class);
  }

  private static Task task(String id, int slot, String more) {
    return Json.read(
        "{\"ID\":\"%s\",\"ServiceID\":\"s1\",\"Slot\":%d,\"NodeID\":\"n1\",\"DesiredState\":\"running\",\"Status\":{\"State\":\"running\"},\"Spec\":{\"ContainerSpec\":{\"Image\":\"x\"}}%s}"
            .formatted(id, slot, more),
        Task.class);
  }

  @Test
  void aDryRunSaysWhatWouldMoveAndDoesNothing() throws IOException {
    JsonNode said = served.post(PATH, "{\"DryRun\":true}").json();

    assertThat(said.path("Moves").size()).isEqualTo(2);
    assertThat(said.at("/Moves/0/Task").asString()).startsWith("web.");
    assertThat(said.at("/Moves/0/From").asString()).isEqualTo("host-n1");
    assertThat(said.at("/Moves/0/To").asString()).isEqualTo("host-n2");
    assertThat(said.at("/Moves/0/Why").asString())
        .isEqualTo("host-n1 has 4 of its tasks, host-n2 none");
    assertThat(said.at("/Services/0").toString())
        .contains("\"Fewest\":0,\"Most\":4,\"FewestAfter\":2,\"MostAfter\":2");
    assertThat(said.at("/Excluded/0/Service").asString()).isEqualTo("each");
    assertThat(served.node.commands).isEmpty();
  }

  @Test
  void theMovesOfEachServiceAreAskedOfTheLeader() throws IOException {
    served.node.decide = _ -> new CommandResult.Done("s1", 9, List.of());

    JsonNode said = served.post(PATH, "{\"Services\":[\"web\"],\"MaxMoves\":1}").json();

    assertThat(said.path("Moves").size()).isEqualTo(1);
    assertThat(said.path("More").asBoolean()).isTrue();
    assertThat(served.node.commands)
        .containsExactly(new Command.RebalanceServices(List.of(new ToRebalance("s1", 1))));
  }

  @Test
  void aServiceThatIsNamedAndCannotBeMovedIsRefused() throws IOException {
    assertThat(served.post(PATH, "{\"Services\":[\"each\"]}").message())
        .isEqualTo("service each has a task on each node");
    assertThat(served.post(PATH, "{\"MaxMoves\":-1}").message())
        .isEqualTo("invalid number of moves -1: at least 1");
    assertThat(served.post(PATH, "{\"Services\":[\"nope\"]}").status()).isEqualTo(404);
  }

  @Test
  void aMoveThatBeginsIsAnEvent() {
    Task next = task("t9", 3, ",\"Relieves\":\"t3\"").withNodeId("n2");
    List<Change> changes = List.of(new Change.PutTask(next));
    ClusterImage before = served.node.image;

    List<Event> events = SwarmEvents.between(before, before.with(changes, Recorded.AT), changes);

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().action()).isEqualTo("rebalance");
    assertThat(events.getFirst().actor().attributes())
        .containsEntry("name", "web")
        .containsEntry("slot", "3")
        .containsEntry("from", "host-n1")
        .containsEntry("to", "host-n2");
  }
}
