package io.jswarm.scheduler.node;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ClusterVolumeSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Task;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The cluster volumes a task mounts, held against those there are. */
public final class ClusterMounts {
  private static final String GROUP = "group:";

  private ClusterMounts() {}

  /** Whether a task mounts any. */
  public static boolean has(Task task) {
    return !of(task).isEmpty();
  }

  private static List<Mount> of(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null
        ? List.of()
        : container.mounts().stream().filter(mount -> mount.type().equals("cluster")).toList();
  }

  /** Why no node can mount them, by the first that is at fault; empty for a task without any. */
  static String fault(Task task, Collection<ClusterVolume> volumes) {
    return of(task).stream().findFirst().map(mount -> fault(mount.source(), volumes)).orElse("");
  }

  private static String fault(String source, Collection<ClusterVolume> volumes) {
    boolean byGroup = source.startsWith(GROUP);
    String name = byGroup ? source.substring(GROUP.length()) : source;
    Optional<ClusterVolume> meant =
        volumes.stream()
            .filter(each ->
                byGroup
                    ? each.spec().group().equals(name)
                    : each.name().equals(name) || each.id().equals(name))
            .findFirst();
    if (meant.isEmpty()) {
      return byGroup
          ? "no cluster volume is of the group " + name
          : "there is no cluster volume " + name;
    }
    ClusterVolume volume = meant.get();
    String availability = volume.spec().availabilityOrDefault();
    return "cluster volume "
        + volume.name()
        + (availability.equals(ClusterVolumeSpec.ACTIVE)
            ? " is " + volume.state()
            : " has the availability " + availability);
  }
}
