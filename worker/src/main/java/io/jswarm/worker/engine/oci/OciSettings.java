package io.jswarm.worker.engine.oci;

import io.jswarm.worker.device.CdiSpecs;
import io.jswarm.worker.image.RegistryAccess;
import java.nio.file.Path;

/**
 * Where an engine keeps its things.
 *
 * @param dataRoot survives a reboot: images, container records, written files, logs
 * @param execRoot does not (a tmpfs): bundles, mounts, runtime state
 * @param cgroupParent absolute, as {@code /jswarm}: where containers' control groups are made
 * @param cdi what is known of the devices of this node
 */
public record OciSettings(
    Path dataRoot, Path execRoot, String cgroupParent, RegistryAccess registries, CdiSpecs cdi) {
  public OciSettings {
    if (!cgroupParent.matches("(/[A-Za-z0-9_.-]+)+") || cgroupParent.contains("/..")) {
      throw new IllegalArgumentException(
          "--cgroup-parent must be an absolute path like /jswarm, not " + cgroupParent);
    }
    dataRoot = dataRoot.toAbsolutePath().normalize();
    execRoot = execRoot.toAbsolutePath().normalize();
  }

  /** With the files of devices where they usually are. */
  public OciSettings(Path dataRoot, Path execRoot, String cgroupParent, RegistryAccess registries) {
    this(dataRoot, execRoot, cgroupParent, registries, new CdiSpecs(CdiSpecs.USUAL));
  }
}
