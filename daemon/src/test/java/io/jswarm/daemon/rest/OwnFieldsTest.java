package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OwnFieldsTest {
  private static final ServiceSpec FENCED =
      Json.read("{\"Name\":\"db\",\"TaskTemplate\":{\"Fence\":true}}", ServiceSpec.class);

  @Test
  void aClientThatDoesNotKnowTheFenceDoesNotTakeItOff() {
    ObjectNode spec = spec("{\"Name\":\"db\",\"TaskTemplate\":{\"ForceUpdate\":1}}");

    OwnFields.keep(spec, FENCED);

    assertThat(spec.at("/TaskTemplate/Fence").asBoolean()).isTrue();
  }

  @Test
  void aClientThatSaysSoTakesItOff() {
    ObjectNode spec = spec("{\"Name\":\"db\",\"TaskTemplate\":{\"Fence\":false}}");

    OwnFields.keep(spec, FENCED);

    assertThat(Json.read(spec.toString(), ServiceSpec.class).taskTemplate().fence()).isFalse();
  }

  private static ObjectNode spec(String json) {
    return (ObjectNode) Json.mapper().readTree(json);
  }
}
