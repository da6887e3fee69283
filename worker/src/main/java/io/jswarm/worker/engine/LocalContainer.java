package io.jswarm.worker.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container on this node: the plan it was made from, what became of the plan with its image, and
 * where it is.
 *
 * @param imageId {@code sha256:<hex>} of the image's configuration
 * @param process what runs in it, image and spec merged
 * @param state where it is in its life
 * @param mounts the file trees it was given beside its image's
 * @param health what was found of it; null when nobody has looked yet, or nobody will
 */
public record LocalContainer(
    ContainerPlan plan,
    String imageId,
    ContainerProcess process,
    Instant created,
    State state,
    List<MountPoint> mounts,
    @Nullable Health health) {
  public LocalContainer {
    mounts = List.copyOf(mounts);
  }

  /** One with nothing but its image, whose health nobody has looked at. */
  public LocalContainer(
      ContainerPlan plan, String imageId, ContainerProcess process, Instant created, State state) {
    this(plan, imageId, process, created, state, List.of(), null);
  }

  /** One whose health nobody has looked at. */
  public LocalContainer(
      ContainerPlan plan,
      String imageId,
      ContainerProcess process,
      Instant created,
      State state,
      List<MountPoint> mounts) {
    this(plan, imageId, process, created, state, mounts, null);
  }

  /** The same container, with what was found of its health. */
  public LocalContainer withHealth(@Nullable Health health) {
    return new LocalContainer(plan, imageId, process, created, state, mounts, health);
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
