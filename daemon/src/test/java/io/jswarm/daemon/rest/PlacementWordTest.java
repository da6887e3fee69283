package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Placement;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class PlacementWordTest {
  private static final Placement HARD = Placement.ANYWHERE.withVolumeAffinity("hard");

  private static ObjectNode spec(String placement) {
    return Json.read("{\"TaskTemplate\":{%s}}".formatted(placement), ObjectNode.class);
  }

  private static String affinityOf(ObjectNode spec) {
    return spec.at("/TaskTemplate/Placement/VolumeAffinity").asString("left out");
  }

  @Test
  void aClientThatDoesNotKnowItKeepsIt() {
    ObjectNode without = spec("\"Placement\":{\"Constraints\":[\"node.role==worker\"]}");
    ObjectNode bare = spec("");

    PlacementWord.keep(without, HARD);
    PlacementWord.keep(bare, HARD);

    assertThat(affinityOf(without)).isEqualTo("hard");
    assertThat(without.at("/TaskTemplate/Placement/Constraints/0").asString())
        .isEqualTo("node.role==worker");
    assertThat(affinityOf(bare)).isEqualTo("hard");
  }

  @Test
  void aClientThatSaysNoneTakesItAway() {
    ObjectNode none = spec("\"Placement\":{\"VolumeAffinity\":\"none\"}");

    PlacementWord.keep(none, HARD);
    PlacementWord.spell(none);

    assertThat(affinityOf(none)).isEqualTo("left out");
  }

  @Test
  void eachWordIsKeptAndTakenOffForItself() {
    ObjectNode off = spec("\"Placement\":{\"Rebalance\":\"off\"}");

    PlacementWord.keep(off, HARD.withRebalance("auto"));
    PlacementWord.spell(off);

    assertThat(affinityOf(off)).isEqualTo("hard");
    assertThat(off.at("/TaskTemplate/Placement/Rebalance").isMissingNode()).isTrue();
    ObjectNode bare = spec("");
    PlacementWord.keep(bare, HARD.withRebalance("auto"));
    assertThat(bare.at("/TaskTemplate/Placement/Rebalance").asString()).isEqualTo("auto");
  }

  @Test
  void aServiceThatHasNoneGetsNone() {
    ObjectNode bare = spec("");

    PlacementWord.keep(bare, Placement.ANYWHERE);

    assertThat(affinityOf(bare)).isEqualTo("left out");
  }
}
