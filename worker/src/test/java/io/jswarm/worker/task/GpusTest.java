package io.jswarm.worker.task;

import static io.jswarm.api.model.GenericResource.discrete;
import static io.jswarm.api.model.GenericResource.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.worker.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpusTest {
  private static final List<GenericResource> GIVEN =
      List.of(named("gpu", "GPU-a"), named("ssd", "x"), named("gpu", "GPU-b"));

  private static ContainerSpec wanting(long gpus) {
    return Json.read("{\"Gpus\":" + gpus + "}", ContainerSpec.class);
  }

  @Test
  void aTaskHasThePiecesItWasGiven() {
    assertThat(Gpus.of(wanting(2), GIVEN)).containsExactly("GPU-a", "GPU-b");
    assertThat(Gpus.env(wanting(2), GIVEN)).containsExactly("NVIDIA_VISIBLE_DEVICES=GPU-a,GPU-b");
  }

  @Test
  void whoReservesPiecesOnlyIsGivenNoDevice() {
    assertThat(Gpus.of(wanting(0), GIVEN)).isEmpty();
    assertThat(Gpus.env(wanting(0), GIVEN)).isEmpty();
  }

  @Test
  void whatTheSpecSaysOfThemStays() {
    ContainerSpec spec = wanting(2).withEnv(List.of("NVIDIA_VISIBLE_DEVICES=none"));

    assertThat(Gpus.env(spec, GIVEN)).isEmpty();
  }

  @Test
  void piecesWithoutNamesCanOnlyBeGivenAllTogether() {
    List<GenericResource> counted = List.of(discrete("gpu", 2));

    assertThat(Gpus.of(wanting(ContainerSpec.ALL_GPUS), counted)).containsExactly("all");
    assertThatThrownBy(() -> Gpus.of(wanting(2), counted))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("--node-generic-resource gpu=NAME");
  }
}
