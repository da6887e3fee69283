package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.AppArmorOpts;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which AppArmor profile confines a container.
 *
 * @param standard the kernel's name for the profile of containers that do not say; empty on a node
 *     without AppArmor, or where none is loaded
 */
record AppArmor(Optional<String> standard) {
  private static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path PROFILES = Path.of("/sys/kernel/security/apparmor/profiles");

  /** Docker's, and Podman's, which begins so and ends in a version. */
  private static final List<String> KNOWN = List.of("docker-default ", "containers-default-");

  /** What this node has. */
  static AppArmor ofThisNode() throws IOException {
    if (!Files.exists(ENABLED) || !Files.readString(ENABLED).strip().equals("Y")) {
      return new AppArmor(Optional.empty());
    }
    return Files.isReadable(PROFILES)
        ? of(Files.readAllLines(PROFILES))
        : new AppArmor(Optional.empty());
  }

  /** Chooses among the loaded profiles, as the kernel lists them: a name and a mode. */
  static AppArmor of(List<String> loaded) {
    return new AppArmor(
        KNOWN.stream()
            .flatMap(known -> loaded.stream().filter(line -> line.startsWith(known)))
            .map(line -> line.split(" ", 2)[0])
            .findFirst());
  }

  /** The profile of a container; empty for none. */
  Optional<String> profile(ContainerSpec spec) {
    AppArmorOpts wanted = spec.privileges() == null ? null : spec.privileges().appArmor();
    String mode = wanted == null ? "" : wanted.mode();
    return switch (mode) {
      case "" -> spec.privileged() ? unconfined() : standard;
      case "default" -> standard;
      case "disabled" -> unconfined();
      default -> throw new EngineException.Rejected("unknown AppArmor mode: " + mode);
    };
  }

  private Optional<String> unconfined() {
    return standard.isEmpty() ? standard : Optional.of("unconfined");
  }
}
