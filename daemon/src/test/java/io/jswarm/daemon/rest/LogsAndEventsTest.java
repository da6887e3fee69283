package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.Event;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.PathState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.daemon.http.RawClient;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LogsAndEventsTest {
  private final ServedNode served;

  LogsAndEventsTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    served.node.image = Recorded.image();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void framesLinesWithWhereTheyComeFrom() throws IOException {
    served.node.oneLineEach("gdj1", "hello\n");
    Answer answer = served.get("/v1.41/services/web/logs?stdout=1&stderr=1&details=1&tail=5");
    String details =
        "com.docker.swarm.node.id=gdj1,com.docker.swarm.service.id=ji8aa7ox8eizat2o3sp1qx6k3,"
            + "com.docker.swarm.task.id=wk17hzeserx19ez493aat800k,team=a+b hello\n";
    char length = (char) details.length();
    assertThat(answer.body()).startsWith("\u0001\0\0\0\0\0\0" + length + details);
    assertThat(answer.head()).doesNotContain("application/vnd");
  }

  @Test
  void writesTimesWithAllTheirDigits() throws IOException {
    served.node.oneLineEach("gdj1", "hello\n");
    Answer answer = served.get("/v1.42/tasks/wk17/logs?stdout=1&timestamps=1");
    assertThat(answer.body())
        .isEqualTo("\u0001\0\0\0\0\0\0%2026-11-22T00:23:43.263440461Z hello\n");
    assertThat(answer.head()).contains("application/vnd.docker.multiplexed-stream");
  }

  @Test
  void handsOnWhichLinesAreWanted() throws IOException {
    AtomicReference<LogMessage.Options> asked = new AtomicReference<>();
    served.node.logs = (_, options, _) -> asked.set(options);
    served.get("/services/web/logs?stderr=1&tail=7&since=1795307022.5");
    assertThat(asked.get().tail()).isEqualTo(7);
    assertThat(asked.get().stdout()).isFalse();
    assertThat(asked.get().since()).hasToString("2026-11-22T00:23:42.500Z");
    assertThat(served.get("/services/web/logs?stdout=1&tail=x").status()).isEqualTo(400);
    assertThat(served.get("/services/web/logs?stdout=1&since=soon").status()).isEqualTo(400);
  }

  @Test
  void saysWhenLogsAreIncomplete() throws IOException {
    served.node.logs = (_, _, sink) -> sink.incomplete("node sw-h3 is not available");
    assertThat(served.get("/services/web/logs?stdout=1").body())
        .contains("incomplete log stream")
        .contains("node sw-h3 is not available");
  }

  @Test
  void stopsFollowingWhenItsClientGoes() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    served.node.logs =
        (_, _, _) -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            stopped.countDown();
          }
        };
    try (RawClient client = RawClient.connect(served.socket)) {
      client.send("GET /services/web/logs?stdout=1&follow=1 HTTP/1.1\r\n\r\n");
      client.readThrough("\r\n\r\n");
    }
    assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tellsWhatARoundChanged() {
    ClusterImage before = served.node.image;
    Service web = Objects.requireNonNull(before.serviceByName("web"));
    List<Change> changes =
        List.of(
            new Change.PutService(web.withSpec(web.spec().withMode(ServiceMode.ofReplicas(5)))),
            new Change.RemoveNode("l22r4ra473fjeq5uwzj4d3yiz"));
    ClusterImage after = before.with(changes, Recorded.AT.plusSeconds(1));
    assertThat(SwarmEvents.between(before, after, changes))
        .extracting(e -> e.type() + " " + e.action() + " " + e.actor().attributes())
        .containsExactly(
            "service update {name=web, replicas.new=5, replicas.old=2}",
            "node remove {name=sw-h3}");
  }

  @Test
  void tellsThatALoadIsFollowedAndWhy() {
    ClusterImage before = served.node.image;
    Service web = Objects.requireNonNull(before.serviceByName("web"));
    AutoscaleStatus seen = AutoscaleStatus.NONE.seen(95L, null, Recorded.AT);
    AutoscaleStatus scaled =
        seen.scaled(new AutoscaleStatus.Scaling(2, 5, "CPU is at 95%", Recorded.AT));
    Service more =
        web.withSpec(web.spec().withMode(ServiceMode.ofReplicas(5))).withAutoscaleStatus(scaled);
    List<Change> looks = List.of(new Change.PutService(web.withAutoscaleStatus(seen)));
    List<Change> scales = List.of(new Change.PutService(more));
    ClusterImage looked = before.with(looks, Recorded.AT.plusSeconds(1));
    ClusterImage after = looked.with(scales, Recorded.AT.plusSeconds(2));

    assertThat(SwarmEvents.between(before, looked, looks)).isEmpty();
    assertThat(SwarmEvents.between(looked, after, scales))
        .extracting(e -> e.type() + " " + e.action() + " " + e.actor().attributes())
        .containsExactly(
            "service autoscale {from=2, name=web, reason=CPU is at 95%, replicas.new=5,"
                + " replicas.old=2, to=5}");
  }

  @Test
  void tellsThatAWayBetweenNodesIsBrokenAndThatItIsGoodAgain() {
    ClusterImage good = served.node.image;
    NodeStatus fine = new NodeStatus(NodeState.READY, "", "10.98.0.1");
    NetworkPath path =
        new NetworkPath("", FakeNode.ID, FakeNode.ID, PathState.TUNNEL, 0, 0, Recorded.AT);
    List<Change> breaks =
        List.of(
            new Change.SetNodeStatus(
                FakeNode.ID, fine.withDataPath(new DataPathStatus(Recorded.AT, List.of(path), 0))));
    List<Change> heals =
        List.of(
            new Change.SetNodeStatus(
                FakeNode.ID, fine.withDataPath(new DataPathStatus(Recorded.AT, List.of(), 0))));
    ClusterImage broken = good.with(breaks, Recorded.AT);
    assertThat(SwarmEvents.between(good, broken, breaks).getFirst().actor().attributes())
        .containsEntry("brokenpaths.new", "sw-h1 tunnel")
        .containsEntry("brokenpaths.old", "");
    ClusterImage healed = broken.with(heals, Recorded.AT);
    assertThat(SwarmEvents.between(broken, healed, heals).getFirst().actor().attributes())
        .containsEntry("brokenpaths.new", "")
        .containsEntry("brokenpaths.old", "sw-h1 tunnel");
  }

  @Test
  void tellsWhoDidNotAnswerBeforeATaskWasToldToStop() {
    List<String> tasks = IntStream.range(0, 30).mapToObj(each -> "t" + each).toList();
    List<Event> events =
        SwarmEvents.drainOverdue(
            new DispatchEffect.DrainOverdue(tasks, List.of(FakeNode.ID)),
            served.node.image,
            Recorded.AT);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().action()).isEqualTo("drain_overdue");
    assertThat(events.getFirst().actor().id()).isEqualTo(FakeNode.ID);
    assertThat(events.getFirst().actor().attributes())
        .containsEntry("name", "sw-h1")
        .containsEntry("taskcount", "30")
        .hasEntrySatisfying("tasks", named -> assertThat(named.split(",")).hasSize(20));
  }

  @Test
  void streamsEventsAsTheyComeAndThoseSince() throws IOException {
    ClusterImage before = served.node.image;
    List<Change> changes = List.of(new Change.RemoveService("ji8aa7ox8eizat2o3sp1qx6k3"));
    ClusterImage after = before.with(changes, Recorded.AT);
    try (RawClient client = RawClient.connect(served.socket)) {
      client.send("GET /v1.41/events HTTP/1.1\r\n\r\n");
      client.readThrough("\r\n\r\n");
      SwarmEvents.between(before, after, changes).forEach(served.node.events::publish);
      assertThat(client.readThrough("\n{\"Type\"")).isNotEmpty();
      assertThat(client.readThrough("timeNano\":"))
          .contains("\"Action\":\"remove\"", "\"name\":\"web\"", "\"scope\":\"swarm\"");
    }
    long at = Recorded.AT.getEpochSecond();
    assertThat(served.get("/events?since=" + at + "&until=" + (at + 1)).body().lines()).hasSize(1);
    assertThat(served.get("/events?since=" + (at + 1) + "&until=" + (at + 2)).body()).isEmpty();
    assertThat(served.get("/events?since=5&until=3").status()).isEqualTo(400);
    assertThat(served.get("/events?filters=%7B%22nope%22:%5B%22x%22%5D%7D").status())
        .isEqualTo(400);
  }
}
