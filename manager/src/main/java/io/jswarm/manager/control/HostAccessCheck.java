package io.jswarm.manager.control;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DeviceMapping;
import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.TaskSpec;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the devices and GPUs of a container make sense in themselves. Whether the cluster allows
 * them is {@link PolicyUse}'s.
 */
final class HostAccessCheck {
  /** Device nodes a container may be given one by one; with more it should be privileged. */
  private static final int DEVICES_MAX = 128;

  /** No machine has so many. */
  private static final long GPUS_MAX = 1_024;

  private static final Pattern PATH = Pattern.compile("(/[^/\\s,*\\p{Cntrl}]+)+");
  private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");
  private static final Pattern PERMISSIONS = Pattern.compile("(?!.*(.).*\\1)[rwm]{1,3}");

  private HostAccessCheck() {}

  static @Nullable String check(TaskSpec task) {
    ContainerSpec container = task.containerSpec();
    if (container == null) {
      return null;
    }
    String devices = devices(container);
    return devices == null ? gpus(container.gpus(), task) : devices;
  }

  private static @Nullable String devices(ContainerSpec container) {
    if (container.devices().size() > DEVICES_MAX) {
      return "ContainerSpec: at most %d devices, not %d"
          .formatted(DEVICES_MAX, container.devices().size());
    }
    Set<String> targets = new HashSet<>();
    for (DeviceMapping device : container.devices()) {
      if (!isWhole(device.pathOnHost())) {
        return "ContainerSpec: invalid device \"%s\": it must be a whole path on the host, such as /dev/fuse"
            .formatted(device.pathOnHost());
      }
      if (!isWhole(device.target())) {
        return "ContainerSpec: invalid path \"%s\" for device %s in the container: it must be a whole path"
            .formatted(device.target(), device.pathOnHost());
      }
      if (!PERMISSIONS.matcher(device.permissions()).matches()) {
        return "ContainerSpec: invalid permissions \"%s\" of device %s: letters of rwm"
            .formatted(device.permissions(), device.pathOnHost());
      }
      if (!targets.add(device.target())) {
        return "ContainerSpec: duplicate device: " + device.target();
      }
    }
    return null;
  }

  private static boolean isWhole(String path) {
    return PATH.matcher(path).matches() && !DOTS.matcher(path).matches();
  }

  private static @Nullable String gpus(long gpus, TaskSpec task) {
    if (gpus < ContainerSpec.ALL_GPUS || gpus > GPUS_MAX) {
      return "ContainerSpec: invalid number of GPUs %d: from 0 to %d, or -1 for all of a node"
          .formatted(gpus, GPUS_MAX);
    }
    boolean reserved =
        task.reservations().genericResources().stream()
            .anyMatch(each -> isOfGpus(each.discreteResourceSpec()));
    return gpus != 0 && reserved
        ? "ContainerSpec: GPUs are reserved twice: leave out the generic resource "
            + GenericResource.GPU
        : null;
  }

  private static boolean isOfGpus(@Nullable DiscreteResourceSpec pieces) {
    return pieces != null && pieces.kind().equals(GenericResource.GPU);
  }
}
