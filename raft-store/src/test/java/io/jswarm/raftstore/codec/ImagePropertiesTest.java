package io.jswarm.raftstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Applied;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.RandomChanges;
import io.jswarm.raftstore.image.Round;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for images whatever was done to them. */
class ImagePropertiesTest {
  private static final int ROUNDS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void replayingTheLogGivesTheLiveImage(long seed) {
    RandomChanges world = new RandomChanges(seed);
    ClusterImage live = ClusterImage.EMPTY;
    List<byte[]> log = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Round round = world.round(live);
      byte[] entry = RoundCodec.encode(round);
      assertThat(RoundCodec.decode(entry)).isEqualTo(round);
      log.add(entry);
      live = live.with(round.changes(), round.at());
    }
    ClusterImage replayed = ClusterImage.EMPTY;
    for (byte[] entry : log) {
      replayed = apply(replayed, RoundCodec.decode(entry));
    }
    assertThat(replayed).isEqualTo(live);
    assertThat(snapshot(replayed)).isEqualTo(snapshot(live));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aSnapshotGivesBackTheImageAndItGoesOnAlike(long seed) {
    RandomChanges world = new RandomChanges(seed);
    ClusterImage live = ClusterImage.EMPTY;
    for (int i = 0; i < ROUNDS; i++) {
      live = apply(live, world.round(live));
      if (i % 25 == 0) {
        ClusterImage restored = SnapshotCodec.read(new ByteArrayInputStream(snapshot(live)));
        assertThat(restored).isEqualTo(live);
        Round next = world.round(live);
        assertThat(apply(restored, next)).isEqualTo(apply(live, next));
        indicesAgree(restored);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void indicesAlwaysAgreeWithTheObjects(long seed) {
    RandomChanges world = new RandomChanges(seed);
    ClusterImage image = ClusterImage.EMPTY;
    for (int i = 0; i < ROUNDS; i++) {
      image = apply(image, world.round(image));
      indicesAgree(image);
    }
  }

  private static void indicesAgree(ClusterImage image) {
    List<Task> tasks = List.copyOf(image.tasks().values());
    for (int i = 0; i < 13; i++) {
      String service = "s" + i;
      String node = "n" + i;
      String host = "host" + i;
      assertThat(image.tasksOfService(service))
          .containsExactlyElementsOf(
              tasks.stream().filter(t -> t.serviceId().equals(service)).toList());
      assertThat(image.tasksOfNode(node))
          .containsExactlyElementsOf(tasks.stream().filter(t -> t.nodeId().equals(node)).toList());
      List<Node> there =
          image.nodes().values().stream()
              .filter(n -> n.description().hostname().equals(host))
              .toList();
      assertThat(image.nodesByHostname(host)).containsExactlyElementsOf(there);
      String name = "web" + i;
      Service first =
          image.services().values().stream()
              .filter(s -> s.spec().name().equals(name))
              .findFirst()
              .orElse(null);
      assertThat(image.serviceByName(name)).isEqualTo(first);
    }
  }

  private static byte[] snapshot(ClusterImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(image, out);
    return out.toByteArray();
  }

  private static ClusterImage apply(ClusterImage to, Round round) {
    return switch (to.apply(round)) {
      case Applied.Next(var next) -> next;
      case Applied.Stale(var reason) -> throw new AssertionError(reason);
    };
  }
}
