package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.Workload;
import io.jswarm.api.model.WorkloadPolicy;
import java.util.List;
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

  @Test
  void aClientThatDoesNotKnowThemTakesNoDevicesAway() {
    ServiceSpec before =
        Json.read(
            "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\",\"Privileged\":true,\"Gpus\":-1,\"Devices\":[{\"PathOnHost\":\"/dev/x\"}]}}}",
            ServiceSpec.class);
    ObjectNode spec = spec("{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\"}}}");
    ObjectNode without =
        spec(
            "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\",\"Privileged\":false,\"Gpus\":0,\"Devices\":[]}}}");

    OwnFields.keep(spec, before);
    OwnFields.keep(without, before);

    assertThat(Json.read(spec.toString(), ServiceSpec.class)).isEqualTo(before);
    assertThat(Json.read(without.toString(), ServiceSpec.class).taskTemplate().containerSpec())
        .isEqualTo(ContainerSpec.of("a"));
  }

  @Test
  void aClientThatDoesNotKnowThePolicyDoesNotTakeItAway() {
    SwarmSpec before =
        SwarmSpec.UNSET.withWorkloadPolicy(new WorkloadPolicy(true, false, List.of("/dev/x")));
    ObjectNode spec = spec("{\"Name\":\"default\"}");
    ObjectNode without = spec("{\"Name\":\"default\",\"WorkloadPolicy\":{}}");

    OwnFields.keep(spec, before);
    OwnFields.keep(without, before);

    assertThat(Json.read(spec.toString(), SwarmSpec.class).policy()).isEqualTo(before.policy());
    assertThat(Json.read(without.toString(), SwarmSpec.class).workloadPolicy()).isNull();
  }

  private static ObjectNode spec(String json) {
    return (ObjectNode) Json.mapper().readTree(json);
  }
}
