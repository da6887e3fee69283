package io.jswarm.api.model;

import java.util.List;

/** The ports a task publishes on its own node. */
@OmitEmpty
public record PortStatus(List<PortConfig> ports) {
  public PortStatus {
    ports = Values.list(ports);
  }

  /** None. */
  public static final PortStatus NONE = new PortStatus(List.of());
}
