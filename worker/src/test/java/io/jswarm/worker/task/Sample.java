package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.HealthConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks and containers as tests want them. */
public final class Sample {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final Duration GRACE = Duration.ofSeconds(10);
  public static final String CONTAINER = "c".repeat(64);

  private Sample() {}

  /** Slot 1 of the service web, just assigned to node n1 and meant to run. */
  public static Assignment web(String taskId) {
    return assigned(taskId, TaskState.RUNNING);
  }

  public static Assignment assigned(String taskId, TaskState desired) {
    TaskStatus status = TaskStatus.of(TaskState.ASSIGNED, NOON, "scheduler assigned task to node");
    return new Assignment(task(taskId, desired, status), "web", Map.of());
  }

  public static Task task(String taskId, TaskState desired, TaskStatus status) {
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("busybox:latest"));
    return Task.of(taskId, "service1", spec, status)
        .withSlot(1)
        .withNodeId("n1")
        .withDesiredState(desired);
  }

  public static Exit exit(int code) {
    return new Exit(code, false, NOON, "");
  }

  public static Started started() {
    return new Started(4711, NOON);
  }

  public static LocalContainer created(String taskId) {
    return container(taskId, CONTAINER, new LocalContainer.Created());
  }

  public static LocalContainer running(String taskId) {
    return container(taskId, CONTAINER, new LocalContainer.Running(started()));
  }

  /** One that runs and has a health check. */
  public static LocalContainer checked(String taskId) {
    HealthConfig config =
        new HealthConfig(
            List.of("CMD", "true"), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    LocalContainer plain = running(taskId);
    ContainerProcess process =
        new ContainerProcess(
            List.of("sh"),
            List.of(),
            List.of(),
            "/",
            "",
            "",
            "SIGTERM",
            false,
            HealthCheck.of(config, null, List.of()).orElseThrow());
    return new LocalContainer(plain.plan(), plain.imageId(), process, NOON, plain.state());
  }

  public static LocalContainer exited(String taskId, int code) {
    return container(
        taskId, CONTAINER, new LocalContainer.Exited(Optional.of(started()), exit(code)));
  }

  public static LocalContainer container(
      String taskId, String containerId, LocalContainer.State state) {
    ContainerPlan plan =
        ContainerPlan.of(containerId, taskId, TaskSpec.of(ContainerSpec.of("busybox:latest")))
            .withName("web.1." + taskId)
            .withService("service1", "web", 1)
            .withNode("n1", "host1");
    ContainerProcess process =
        new ContainerProcess(List.of("sh"), List.of(), List.of(), "/", "", "", "SIGTERM", false);
    return new LocalContainer(plan, "sha256:0", process, NOON, state);
  }
}
