package io.jswarm.worker.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the Container Device Interface: devices of one kind, and what a container needs to
 * use each of them, or any of them.
 *
 * @param kind {@code vendor.com/class}
 */
record CdiSpec(
    @JsonProperty("cdiVersion") String cdiVersion,
    @JsonProperty("kind") String kind,
    @JsonProperty("devices") List<Device> devices,
    @JsonProperty("containerEdits") @Nullable ContainerEdits containerEdits) {
  CdiSpec {
    cdiVersion = cdiVersion == null ? "" : cdiVersion;
    kind = kind == null ? "" : kind;
    devices = devices == null ? List.of() : List.copyOf(devices);
  }

  /** One device by its name among those of its kind. */
  record Device(
      @JsonProperty("name") String name,
      @JsonProperty("containerEdits") @Nullable ContainerEdits containerEdits) {
    ContainerEdits edits() {
      return containerEdits == null ? ContainerEdits.NONE : containerEdits;
    }
  }

  /** What any of its devices needs. */
  ContainerEdits common() {
    return containerEdits == null ? ContainerEdits.NONE : containerEdits;
  }

  /** What stands behind the slash of its kind. */
  String deviceClass() {
    return kind.substring(kind.indexOf('/') + 1);
  }
}
