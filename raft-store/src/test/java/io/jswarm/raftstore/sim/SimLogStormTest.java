package io.jswarm.raftstore.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a storm of faults the simulated log still keeps what a log must keep. */
class SimLogStormTest {
  private static final List<String> IDS = List.of("m1", "m2", "m3");

  @ParameterizedTest
  @ValueSource(
      longs = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32
      })
  void nothingCommittedIsLostAndNothingRefusedAppears(long seed) {
    Storm storm = new Storm(seed);
    storm.begin();
    for (int i = 0; i < 600; i++) {
      storm.step(i);
    }
    storm.calm();
    List<String> truth = storm.recorder("m1").applied();
    assertThat(truth).doesNotHaveDuplicates().containsAll(storm.committed);
    assertThat(truth).doesNotContainAnyElementsOf(storm.refused);
    assertThat(storm.committed).as("seed %d", seed).hasSizeGreaterThan(60);
    IDS.forEach(id -> assertThat(storm.recorder(id).applied()).as(id).isEqualTo(truth));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSameSeedGivesTheSameStory(long seed) {
    assertThat(story(seed)).isEqualTo(story(seed));
  }

  private static String story(long seed) {
    Storm storm = new Storm(seed);
    storm.begin();
    for (int i = 0; i < 200; i++) {
      storm.step(i);
    }
    return storm.recorder("m1").events() + "" + storm.committed + storm.unknown;
  }

  private static final class Storm {
    final List<String> committed = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> unknown = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final SimLogCluster cluster;
    private final Map<String, SimLog> logs = new TreeMap<>();
    private final Map<String, Recorder> recorders = new TreeMap<>();

    Storm(long seed) {
      random = new Random(seed);
      cluster = new SimLogCluster(seed, time, SimLogSettings.ROUGH);
    }

    Recorder recorder(String id) {
      return Objects.requireNonNull(recorders.get(id));
    }

    private SimLog log(String id) {
      return Objects.requireNonNull(logs.get(id));
    }

    void begin() {
      Recorder first = new Recorder(() -> {});
      recorders.put("m1", first);
      logs.put("m1", cluster.found(new LogMember("m1", ""), first, first));
      IDS.subList(1, 3).forEach(this::start);
      time.pass(Duration.ofSeconds(2));
      for (String id : IDS.subList(1, 3)) {
        log("m1").addMember(new LogMember(id, ""), change -> {});
        time.pass(Duration.ofSeconds(2));
      }
    }

    private void start(String id) {
      Recorder recorder = new Recorder(() -> {});
      recorders.put(id, recorder);
      logs.put(id, cluster.start(id, recorder, recorder));
    }

    void step(int i) {
      String some = IDS.get(random.nextInt(IDS.size()));
      switch (random.nextInt(16)) {
        case 0 -> cluster.isolate(some);
        case 1, 2 -> IDS.forEach(cluster::heal);
        case 3 -> cluster.deposeLeader();
        case 4 -> {
          cluster.crash(some);
          time.pass(Duration.ofMillis(random.nextInt(1000)));
          start(some);
        }
        case 6 -> cluster.cut(some, IDS.get(random.nextInt(3)));
        case 7 -> cluster.pause(some);
        case 8 -> IDS.forEach(cluster::resume);
        case 9 -> cluster.stall(Duration.ofMillis(random.nextInt(4000)));
        case 5 -> log(some).transferLeadership(IDS.get(random.nextInt(3)), change -> {});
        default -> {
          for (String id : IDS) {
            propose(id, i + "@" + id);
          }
        }
      }
      time.pass(Duration.ofMillis(random.nextInt(400)));
    }

    private void propose(String id, String text) {
      SimLog log = log(id);
      if (recorder(id).leads()) {
        for (int i = 0; i < 5; i++) {
          String one = text + "-" + i;
          log.propose(one.getBytes(StandardCharsets.UTF_8), outcome -> note(one, outcome));
        }
      }
    }

    private void note(String text, Outcome outcome) {
      switch (outcome) {
        case Outcome.Committed _ -> committed.add(text);
        case Outcome.NotAppended _ -> refused.add(text);
        case Outcome.Unknown _ -> unknown.add(text);
      }
    }

    void calm() {
      IDS.forEach(cluster::resume);
      IDS.forEach(cluster::heal);
      time.pass(Duration.ofSeconds(20));
    }
  }
}
