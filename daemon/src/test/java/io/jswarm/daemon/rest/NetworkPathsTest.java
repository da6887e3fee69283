package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NetworkCheck;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.PathState;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkPathsTest {
  private static final NodeState READY = NodeState.READY;
  private final List<Change> changes = new ArrayList<>();

  @Test
  void allWaysBetweenReadyNodesAreTriedAndGood() {
    node("a", READY, found("a"));
    node("b", READY, found("b"));
    node("c", NodeState.DOWN, null);
    NetworkCheck check = NetworkPaths.check(image(), null);
    assertThat(check.tried()).isEqualTo(2);
    assertThat(check.everySeconds()).isEqualTo(1);
    assertThat(check.broken()).isEmpty();
    assertThat(check.untried()).isEmpty();
  }

  @Test
  void whatNodesFoundIsShownButNotOfNodesThatWentDownMeanwhile() {
    node("a", READY, found("a", "b", "c"));
    node("b", READY, found("b"));
    node("c", NodeState.DOWN, null);
    NetworkCheck check = NetworkPaths.check(image(), null);
    assertThat(check.broken()).containsExactly(path("a", "b"));
  }

  @Test
  void aNodeThatDoesNotTryIsNamedWithItsReason() {
    node("a", READY, found("a"));
    node("b", READY, null);
    NetworkCheck check = NetworkPaths.check(image(), null);
    assertThat(check.tried()).isEqualTo(1);
    assertThat(check.untried())
        .containsExactly(new NetworkCheck.Untried("b", "it has not said yet how they are"));
  }

  @Test
  void amongManyNodesEachWayHasItsTurnLessOften() {
    for (int i = 0; i <= 3 * DataPathStatus.TRIED_PER_SECOND; i++) {
      node("n" + i, READY, found("n" + i));
    }
    assertThat(NetworkPaths.check(image(), null).everySeconds()).isEqualTo(3);
  }

  @Test
  void theGoodWaysAreListedForWhoAsksForAll(@TempDir Path folder) throws IOException {
    try (ServedNode served = new ServedNode(folder)) {
      node("a", READY, found("a", "b"));
      node("b", READY, found("b"));
      served.node.image = image();
      var some = served.get("/jswarm/v1/networks/check").json();
      assertThat(some.has("Good")).isFalse();
      assertThat(some.at("/Broken/0/State").asString()).isEqualTo("tunnel");
      var all = served.get("/jswarm/v1/networks/check?all=1").json();
      assertThat(all.at("/Good/0/From").asString()).isEqualTo("b");
      assertThat(all.path("Good").size()).isEqualTo(1);
      assertThat(all.path("Port").asInt()).isEqualTo(4789);
    }
  }

  @Test
  void moreWaysThanCanBeListedAreRefusedWithASentence(@TempDir Path folder) throws IOException {
    try (ServedNode served = new ServedNode(folder)) {
      for (int i = 0; i < 110; i++) {
        node("n" + i, READY, found("n" + i));
      }
      served.node.image = image();
      assertThat(served.get("/jswarm/v1/networks/check?all=1").message())
          .startsWith("11990 ways are tried between nodes, and at most 10000 are listed");
      assertThat(served.get("/jswarm/v1/networks/check").json().path("Tried").asInt())
          .isEqualTo(11_990);
    }
  }

  private ClusterImage image() {
    return ClusterImage.EMPTY.with(changes, Recorded.AT);
  }

  private void node(String id, NodeState state, @Nullable DataPathStatus paths) {
    changes.add(
        new Change.PutNode(
            new Node(
                id,
                Version.ZERO,
                Recorded.AT,
                Recorded.AT,
                NodeSpec.active("worker"),
                NodeDescription.UNKNOWN,
                new NodeStatus(state, "", "10.0.0.1", paths),
                null)));
    int number = changes.size();
    changes.add(
        new Change.PutBlock(
            new Block(
                NetworkFact.FABRIC, "100.64.%d.%d/32".formatted(number / 256, number % 256), id)));
  }

  private static DataPathStatus found(String from, String... broken) {
    List<NetworkPath> paths = Arrays.stream(broken).map(to -> path(from, to)).toList();
    return new DataPathStatus(Recorded.AT, paths, 0);
  }

  private static NetworkPath path(String from, String to) {
    return new NetworkPath("", from, to, PathState.TUNNEL, 0, 0, Recorded.AT);
  }
}
