package io.jswarm.worker.engine.oci;

import io.jswarm.worker.image.RegistryAccess;
import java.nio.file.Path;

/**
 * Where an engine keeps its things.
 *
 * @param dataRoot survives a reboot: images, container records, written files, logs
 * @param execRoot does not (a tmpfs): bundles, mounts, runtime state
 * @param cgroupParent absolute, as {@code /jswarm}: where containers' control groups are made
 */
public record OciSettings(
    Path dataRoot, Path execRoot, String cgroupParent, RegistryAccess registries) {
  public OciSettings {
    if (!cgroupParent.matches("(/[A-Za-z0-9_.-]+)+") || cgroupParent.contains("/..")) {
      throw new IllegalArgumentException(
          "--cgroup-parent must be an absolute path like /jswarm, not " + cgroupParent);
    }
    dataRoot = dataRoot.toAbsolutePath().normalize();
    execRoot = execRoot.toAbsolutePath().normalize();
  }
}
