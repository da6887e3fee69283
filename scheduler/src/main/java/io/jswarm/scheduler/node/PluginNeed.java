package io.jswarm.scheduler.node;

import io.jswarm.api.model.Mount;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.PluginDescription;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.VolumeOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A plugin a task needs on its node.
 *
 * @param type {@code Volume}, {@code Network} or {@code Log}, as engines name them
 */
public record PluginNeed(String type, String name) {
  private static final String LATEST = ":latest";

  /** The plugins a task needs; the built-in volume driver and no logging at all need none. */
  static List<PluginNeed> of(Task task) {
    List<PluginNeed> needs = new ArrayList<>();
    TaskSpec spec = task.spec();
    if (spec.containerSpec() != null) {
      spec.containerSpec().mounts().forEach(mount -> addVolumeDriver(mount, needs));
    }
    for (NetworkAttachment attachment : task.networksAttachments()) {
      String driver = attachment.network().driverState().name();
      if (!driver.isEmpty()) {
        needs.add(new PluginNeed("Network", driver));
      }
    }
    if (spec.logDriver() != null
        && !spec.logDriver().name().isEmpty()
        && !spec.logDriver().name().equals("none")) {
      needs.add(new PluginNeed("Log", spec.logDriver().name()));
    }
    return List.copyOf(needs);
  }

  private static void addVolumeDriver(Mount mount, List<PluginNeed> needs) {
    VolumeOptions options = mount.volumeOptions();
    if (!mount.type().equals("volume") || options == null || options.driverConfig() == null) {
      return;
    }
    String driver = options.driverConfig().name();
    if (!driver.isEmpty() && !driver.equals("local")) {
      needs.add(new PluginNeed("Volume", driver));
    }
  }

  /**
   * Whether an engine with these plugins has it. One that lists no log drivers at all is taken to
   * have them, as older engines do not tell; one that lists no plugins whatever is not an engine
   * that has any to list.
   */
  public boolean isMetBy(List<PluginDescription> plugins) {
    boolean typeListed = false;
    for (PluginDescription plugin : plugins) {
      if (plugin.type().equals(type)) {
        typeListed = true;
        if (plugin.name().equals(name) || plugin.name().equals(name + LATEST)) {
          return true;
        }
      }
    }
    return plugins.isEmpty() || (type.equals("Log") && !typeListed);
  }
}
