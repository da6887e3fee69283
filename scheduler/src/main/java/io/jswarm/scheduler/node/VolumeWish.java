package io.jswarm.scheduler.node;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.VolumeOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The volumes whose data a task wants to find on its node. A volume that no node has yet binds
 * nobody: the first node that runs the task makes it.
 *
 * @param hard whether another node will not do
 * @param names of volumes of the driver {@code local}; none when the task does not care
 */
public record VolumeWish(boolean hard, List<String> names) {
  /** Of a task that does not care. */
  public static final VolumeWish NONE = new VolumeWish(false, List.of());

  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{\\s*\\.(Task\\.Slot|Service\\.ID|Service\\.Name)\\s*}}");

  public VolumeWish {
    names = List.copyOf(names);
  }

  /**
   * What a task wishes.
   *
   * @param serviceName for the templates in the names
   */
  public static VolumeWish of(Task task, String serviceName) {
    String affinity = task.spec().placementOrAnywhere().volumeAffinity();
    return affinity.isEmpty()
        ? NONE
        : new VolumeWish(affinity.equals(Placement.HARD), keeping(task, serviceName).names());
  }

  /** The named volumes that a task has, as a wish it would rather not be moved without. */
  public static VolumeWish keeping(Task task, String serviceName) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null
        ? NONE
        : new VolumeWish(
            false,
            container.mounts().stream()
                .filter(VolumeWish::isNamed)
                .map(mount -> expanded(mount.source(), fields(task, serviceName)))
                .toList());
  }

  private static Map<String, String> fields(Task task, String serviceName) {
    return Map.of(
        "Task.Slot", Integer.toString(task.slot()),
        "Service.ID", task.serviceId(),
        "Service.Name", serviceName);
  }

  private static String expanded(String name, Map<String, String> fields) {
    return TEMPLATE
        .matcher(name)
        .replaceAll(found -> Matcher.quoteReplacement(fields.getOrDefault(found.group(1), "")));
  }

  /** Whether the mount is of a volume of the node that somebody gave a name. */
  public static boolean isNamed(Mount mount) {
    VolumeOptions options = mount.volumeOptions();
    Driver driver = options == null ? null : options.driverConfig();
    return mount.type().equals("volume")
        && !mount.source().isEmpty()
        && (driver == null || driver.name().isEmpty() || driver.name().equals("local"));
  }

  /** Whether the name is known before the task has a node. */
  public static boolean isForeseeable(String name) {
    return !TEMPLATE.matcher(name).replaceAll("").contains("{{");
  }

  /** Whether tasks of one service may wish for different volumes. */
  public static boolean differs(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container != null
        && !task.spec().placementOrAnywhere().volumeAffinity().isEmpty()
        && container.mounts().stream()
            .anyMatch(mount -> isNamed(mount) && mount.source().contains("{{"));
  }

  /** Without the volumes that no node has. */
  public VolumeWish among(NodeSet nodes) {
    return names.isEmpty()
        ? this
        : new VolumeWish(hard, names.stream().filter(nodes::hasVolume).toList());
  }

  /** How many of the volumes the node has. */
  public int metBy(NodeView node) {
    int met = 0;
    for (String name : names) {
      met += node.node().description().volumes().contains(name) ? 1 : 0;
    }
    return met;
  }
}
