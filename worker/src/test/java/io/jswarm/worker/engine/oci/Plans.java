package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
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
    String name = "web." + number + "." + taskId;
    return new ContainerPlan(
        "%064x".formatted(0xabc000L + number),
        name,
        taskId,
        "service1",
        "web",
        "node1",
        "host1",
        number,
        spec,
        ContainerPlan.swarmLabels(
            java.util.Objects.requireNonNull(spec.containerSpec()),
            name,
            taskId,
            "service1",
            "web",
            "node1"),
        new NetworkMode.Isolated());
  }
}
