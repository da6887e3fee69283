package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ClusterVolumeSpec.AccessMode;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.worker.engine.ContainerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may have a cluster volume (docs/adr/032): as many tasks, writers and nodes as its access mode
 * says; and while no plugin has made it, no container is started with it.
 */
final class VolumeRules {
  private static final String GROUP = "group:";

  private VolumeRules() {}

  /** A task on a node, and whether it may write to the volume. */
  record Use(String taskId, String nodeId, boolean writes) {}

  /** Whether a task of this spec waits for a volume of the cluster, as long as none is made. */
  static boolean waits(TaskSpec spec) {
    return !mounts(spec.containerSpec()).isEmpty();
  }

  /** Whether a task waits as it is to, and names a volume that it mounts and what that lacks. */
  static boolean saysWhyItWaits(Task task, ClusterImage image) {
    return task.status().state() == TaskState.PENDING
        && mounts(task.spec().containerSpec()).stream()
            .flatMap(mount -> lacks(mount.source(), image))
            .anyMatch(task.status().err()::contains);
  }

  /** Of a group it may name any. */
  private static Stream<String> lacks(String source, ClusterImage image) {
    boolean byGroup = source.startsWith(GROUP);
    String name = byGroup ? source.substring(GROUP.length()) : source;
    List<ClusterVolume> meant =
        image.volumes().values().stream()
            .filter(volume -> name.equals(byGroup ? volume.spec().group() : volume.name()))
            .toList();
    return meant.isEmpty()
        ? Stream.of((byGroup ? "no cluster volume is of the group " : "no cluster volume ") + name)
        : meant.stream().map(VolumeRules::lacks);
  }

  private static String lacks(ClusterVolume volume) {
    String availability = volume.spec().availability();
    return "cluster volume %s %s"
        .formatted(
            volume.name(),
            availability.equals("active")
                ? "is pending creation"
                : "has the availability " + availability);
  }

  private static List<Mount> mounts(@Nullable ContainerSpec container) {
    return container == null
        ? List.of()
        : container.mounts().stream().filter(mount -> mount.type().equals("cluster")).toList();
  }

  static void check(Round round, ClusterImage after) {
    for (Change change : round.changes()) {
      Task task = change instanceof Change.OfTask of ? after.task(of.taskId()) : null;
      if (task != null && isOnANode(task)) {
        for (Mount mount : mounts(task.spec().containerSpec())) {
          ClusterVolume volume = after.volumeByName(mount.source());
          if (volume != null) {
            Optional<String> fault = fault(volume.spec().accessMode(), uses(volume, after));
            require(fault.isEmpty(), () -> volume.name() + " has " + fault.orElseThrow());
          }
        }
      }
    }
  }

  private static boolean isOnANode(Task task) {
    return task.status().state().isWithWorker();
  }

  private static List<Use> uses(ClusterVolume volume, ClusterImage image) {
    List<Use> uses = new ArrayList<>();
    for (Task task : image.tasks().values()) {
      if (isOnANode(task)) {
        mounts(task.spec().containerSpec()).stream()
            .filter(mount -> mount.source().equals(volume.name()))
            .forEach(mount -> uses.add(new Use(task.id(), task.nodeId(), !mount.readOnly())));
      }
    }
    return uses;
  }

  /** Whether a service has mounted the volume by its name before a round, and after it. */
  static boolean isMounted(ClusterVolume volume, ClusterImage before, ClusterImage after) {
    return before.services().values().stream()
        .filter(service -> mounts(service, volume))
        .map(service -> after.service(service.id()))
        .anyMatch(service -> service != null && mounts(service, volume));
  }

  private static boolean mounts(Service service, ClusterVolume volume) {
    return mounts(service.spec().taskTemplate().containerSpec()).stream()
        .anyMatch(mount -> mount.source().equals(volume.name()));
  }

  /** What an access mode forbids of these uses; {@code single} and {@code none} unless it says. */
  static Optional<String> fault(@Nullable AccessMode mode, List<Use> uses) {
    String scope = mode == null || mode.scope().isEmpty() ? "single" : mode.scope();
    String sharing = mode == null || mode.sharing().isEmpty() ? "none" : mode.sharing();
    long nodes = uses.stream().map(Use::nodeId).distinct().count();
    if (scope.equals("single") && nodes > 1) {
      return Optional.of(nodes + " nodes: " + uses);
    }
    long writers = uses.stream().filter(Use::writes).count();
    return switch (sharing) {
      case "none" -> uses.size() > 1 ? Optional.of("several tasks: " + uses) : Optional.empty();
      case "readonly" -> writers > 0 ? Optional.of("a writer: " + uses) : Optional.empty();
      case "onewriter" -> writers > 1 ? Optional.of("several writers: " + uses) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A container is started. */
  static void started(ContainerPlan plan) {
    require(
        mounts(plan.container()).isEmpty(),
        () -> "%s is started with a volume that nobody has made".formatted(plan.taskId()));
  }
}
