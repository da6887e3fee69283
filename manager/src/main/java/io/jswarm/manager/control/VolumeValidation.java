package io.jswarm.manager.control;

import io.jswarm.api.model.ClusterVolumeSpec;
import io.jswarm.api.model.VolumeCreate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what is asked of a cluster volume makes sense; in Swarm's words where it has some. */
final class VolumeValidation {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");
  private static final List<String> SCOPES = List.of("", "single", "multi");
  private static final List<String> SHARINGS = List.of("", "none", "readonly", "onewriter", "all");
  private static final List<String> AVAILABILITIES =
      List.of(ClusterVolumeSpec.ACTIVE, "pause", "drain");

  private VolumeValidation() {}

  static @Nullable String check(VolumeCreate wanted, ClusterVolumeSpec spec) {
    if (wanted.name().isEmpty()) {
      return "meta: name must be provided";
    }
    if (!NAME.matcher(wanted.name()).matches()) {
      return "invalid volume name \"%s\": letters, digits, _ . and -, at most 255, the first a letter or digit"
          .formatted(wanted.name());
    }
    if (wanted.driver().isEmpty() || wanted.driver().equals("local")) {
      return "a cluster volume is made by a CSI plugin: name one as its driver, not \"%s\""
          .formatted(wanted.driver());
    }
    ClusterVolumeSpec.AccessMode mode = spec.accessMode();
    if (mode == null) {
      return "AccessMode must not be nil";
    }
    if ((mode.mountVolume() == null) == (mode.blockVolume() == null)) {
      return "Volume AccessMode must specify either Mount or Block access type";
    }
    if (!SCOPES.contains(mode.scope())) {
      return "invalid scope \"%s\" of a volume: single or multi".formatted(mode.scope());
    }
    if (!SHARINGS.contains(mode.sharing())) {
      return "invalid sharing \"%s\" of a volume: none, readonly, onewriter or all"
          .formatted(mode.sharing());
    }
    String capacity = capacity(spec.capacityRange());
    return capacity == null ? availability(spec.availabilityOrDefault()) : capacity;
  }

  private static @Nullable String capacity(ClusterVolumeSpec.@Nullable CapacityRange range) {
    if (range == null) {
      return null;
    }
    boolean negative = range.requiredBytes() < 0 || range.limitBytes() < 0;
    boolean empty = range.limitBytes() > 0 && range.limitBytes() < range.requiredBytes();
    return negative || empty
        ? "invalid capacity of a volume: at least %d and at most %d bytes"
            .formatted(range.requiredBytes(), range.limitBytes())
        : null;
  }

  static @Nullable String availability(String availability) {
    return AVAILABILITIES.contains(availability)
        ? null
        : "invalid volume availability \"%s\": active, pause or drain".formatted(availability);
  }
}
