package io.jswarm.worker.engine.oci;

import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.kernel.ExitWatch;
import io.jswarm.worker.volume.VolumeStore;
import java.time.Clock;

/**
 * What an engine's containers are made and watched with.
 *
 * @param locksDeeply whether a mount can be made read-only with everything mounted in it
 */
record Workshop(
    OciSettings settings,
    Bundle bundle,
    ControlGroups cgroups,
    OciRuntime runtime,
    Conmon conmon,
    ImageStore images,
    ImageArrival arrival,
    VolumeStore volumes,
    ExitWatch exits,
    boolean locksDeeply,
    Clock clock) {

  /** The control group of a container. */
  String cgroupOf(String containerId) {
    return settings.cgroupParent() + "/" + containerId;
  }
}
