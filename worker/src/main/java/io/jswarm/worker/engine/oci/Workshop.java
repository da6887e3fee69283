package io.jswarm.worker.engine.oci;

import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.kernel.ExitWatch;
import java.time.Clock;

/** What an engine's containers are made and watched with. */
record Workshop(
    OciSettings settings,
    Bundle bundle,
    ControlGroups cgroups,
    OciRuntime runtime,
    Conmon conmon,
    ImageStore images,
    ImageArrival arrival,
    ExitWatch exits,
    Clock clock) {

  /** The control group of a container. */
  String cgroupOf(String containerId) {
    return settings.cgroupParent() + "/" + containerId;
  }
}
