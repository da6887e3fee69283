package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Workload;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OwnFieldsTest {
  private static final ServiceSpec FENCED =
      Json.read("{\"Name\":\"db\",\"TaskTemplate\":{\"Fence\":true}}", ServiceSpec.class);

  private static final ServiceSpec AUTOSCALED =
      Json.read(
          "{\"Name\":\"web\",\"Mode\":{\"Replicated\":{\"Replicas\":3,"
              + "\"Autoscale\":{\"Min\":2,\"Max\":9,\"CPU\":70,\"Cooldown\":30000000000}}}}",
          ServiceSpec.class);

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

  @Test
  void aClientThatDoesNotKnowAutoscalingDoesNotTakeItOff() {
    ObjectNode spec = spec("{\"Name\":\"web\",\"Mode\":{\"Replicated\":{\"Replicas\":5}}}");

    OwnFields.keep(spec, AUTOSCALED);

    ServiceSpec kept = Json.read(spec.toString(), ServiceSpec.class);
    assertThat(kept.autoscale()).isEqualTo(AUTOSCALED.autoscale());
    assertThat(kept.workload()).isEqualTo(new Workload.Replicated(5));
  }

  @Test
  void anEmptyOneTakesItOff() {
    ObjectNode spec =
        spec("{\"Name\":\"web\",\"Mode\":{\"Replicated\":{\"Replicas\":5,\"Autoscale\":{}}}}");

    OwnFields.keep(spec, AUTOSCALED);
    Autoscales.spell(spec);

    assertThat(Json.read(spec.toString(), ServiceSpec.class).autoscale()).isNull();
  }

  @Test
  void aSpecWithoutAModeKeepsTheNumberOfTasksToo() {
    ObjectNode spec = spec("{\"Name\":\"web\"}");

    OwnFields.keep(spec, AUTOSCALED);

    assertThat(Json.read(spec.toString(), ServiceSpec.class).mode()).isEqualTo(AUTOSCALED.mode());
  }

  private static ObjectNode spec(String json) {
    return (ObjectNode) Json.mapper().readTree(json);
  }
}
