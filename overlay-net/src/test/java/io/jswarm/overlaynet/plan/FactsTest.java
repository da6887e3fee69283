package io.jswarm.overlaynet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {
  private static final int STEPS = 60;
  private static final int IDS = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverTheWayTheSameIsKnown(long seed) {
    Random random = new Random(seed);
    Map<String, NetworkFact> model = new TreeMap<>();
    Facts facts = Facts.NONE;
    for (int step = 0; step < STEPS; step++) {
      List<NetworkFact> put = new ArrayList<>();
      List<String> removed = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        put.add(fact(random));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        removed.add(fact(random).key());
      }
      Facts before = facts;
      facts = facts.with(put, removed);
      removed.forEach(model::remove);
      put.forEach(each -> model.put(each.key(), each));
      Facts scratch = Facts.NONE.with(model.values(), List.of());

      assertThat(said(facts)).as("seed %d, step %d", seed, step).isEqualTo(said(scratch));
      assertThat(facts.all()).containsExactlyElementsOf(model.values());
      Facts.Change change = facts.since(before);
      List<String> gone = change.gone().stream().map(NetworkFact::key).toList();
      assertThat(before.with(change.put(), gone).all()).containsExactlyElementsOf(facts.all());
      assertThat(change.put()).noneMatch(before.all()::contains);
    }
  }

  @Test
  void whatIsNotTouchedIsTheSameObject() {
    Facts before = Facts.NONE.with(List.of(task("1", "web", 1), task("2", "db", 1)), List.of());
    Facts after = before.with(List.of(task("3", "web", 1), task("2", "db", 1)), List.of());
    assertThat(after.backends("db")).isSameAs(before.backends("db"));
    assertThat(after.backends("web")).hasSize(2);
    assertThat(after.since(before).put()).containsExactly(task("3", "web", 1));
  }

  @Test
  void aTaskThatChangesItsServiceIsNoLongerOneOfTheOld() {
    Facts facts =
        Facts.NONE
            .with(List.of(task("1", "web", 1)), List.of())
            .with(List.of(task("1", "db", 1)), List.of());
    assertThat(facts.backends("web")).isEmpty();
    assertThat(facts.backends("db")).containsExactly(task("1", "db", 1));
  }

  private static List<Collection<? extends NetworkFact>> said(Facts facts) {
    List<Collection<? extends NetworkFact>> all = new ArrayList<>();
    all.add(facts.peers());
    all.add(facts.fronts());
    all.add(facts.ground());
    for (int i = 0; i < IDS; i++) {
      all.add(facts.blocks("n" + i));
      all.add(facts.backends("s" + i));
    }
    return all;
  }

  private static NetworkFact fact(Random random) {
    String id = Integer.toString(random.nextInt(IDS));
    int version = random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> new Peer(id, "h" + version, "192.0.2." + id, "");
      case 1 -> new Block("n" + version, "10.0." + id + ".0/24", id);
      case 2 -> new Front("s" + id, "name" + version, List.of(), List.of());
      case 3 -> Cluster.segment("n" + id, version, "10.0.0.0/16");
      default -> task(id, "s" + random.nextInt(IDS), version);
    };
  }

  private static Backend task(String id, String service, int version) {
    Endpoint at = new Endpoint("n1", List.of("10.0." + version + "." + id), List.of());
    return new Backend(id, service, "node", 1, "name", false, List.of(at));
  }
}
