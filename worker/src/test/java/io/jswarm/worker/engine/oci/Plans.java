package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.engine.ContainerPlan;
import java.util.List;

/** Plans of test containers. */
final class Plans {
  static final String IMAGE = "bb:latest";

  private Plans() {}

  /** A container that runs this in a shell. */
  static ContainerSpec shell(String script) {
    return ContainerSpec.of(IMAGE).withArgs(List.of("sh", "-c", script));
  }

  static ContainerPlan plan(int number, ContainerSpec spec) {
    return plan(number, TaskSpec.of(spec));
  }

  static ContainerPlan plan(int number, TaskSpec spec) {
    String taskId = "task%021d".formatted(number);
    return ContainerPlan.of("%064x".formatted(0xabc000L + number), taskId, spec)
        .withName("web." + number + "." + taskId)
        .withService("service1", "web", number)
        .withNode("node1", "host1")
        .withSwarmLabels();
  }
}
