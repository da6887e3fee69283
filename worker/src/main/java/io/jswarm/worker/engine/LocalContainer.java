package io.jswarm.worker.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container on this node: the plan it was made from, what became of the plan with its image, and
 * where it is.
 *
 * @param imageId {@code sha256:<hex>} of the image's configuration
 * @param process what runs in it, image and spec merged
 * @param state where it is in its life
 * @param mounts the file trees it was given beside its image's
 */
public record LocalContainer(
    ContainerPlan plan,
    String imageId,
    ContainerProcess process,
    Instant created,
    State state,
    List<MountPoint> mounts) {
  public LocalContainer {
    mounts = List.copyOf(mounts);
  }

  /** One with nothing but its image. */
  public LocalContainer(
      ContainerPlan plan, String imageId, ContainerProcess process, Instant created, State state) {
    this(plan, imageId, process, created, state, List.of());
  }

  public String id() {
    return plan.containerId();
  }

  public String taskId() {
    return plan.taskId();
  }

  /** Whether it runs or is ready to; what has ended is on no network. */
  public boolean mayRun() {
    return switch (state) {
      case Created _, Running _ -> true;
      case Exited _, Dead _ -> false;
    };
  }

  /** Where a container is in its life. */
  public sealed interface State {
    /** Docker's {@code State.Status}. */
    String docker();
  }

  /** Made, never started. */
  public record Created() implements State {
    @Override
    public String docker() {
      return "created";
    }
  }

  /** Its first process runs. */
  public record Running(Started started) implements State {
    @Override
    public String docker() {
      return "running";
    }
  }

  /**
   * Its first process has ended.
   *
   * @param started absent when it could not be started at all
   */
  public record Exited(Optional<Started> started, Exit exit) implements State {
    @Override
    public String docker() {
      return "exited";
    }
  }

  /** The node went down under it: it cannot be started again, only removed. */
  public record Dead(Optional<Started> started, Exit exit) implements State {
    @Override
    public String docker() {
      return "dead";
    }
  }
}
