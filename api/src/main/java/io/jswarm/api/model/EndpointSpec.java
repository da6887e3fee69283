package io.jswarm.api.model;

import java.util.List;

/**
 * How a service is reached: by one virtual address ({@code vip}) or by its tasks' addresses ({@code
 * dnsrr}), and the ports it publishes.
 */
@OmitEmpty
public record EndpointSpec(String mode, List<PortConfig> ports) {
  public EndpointSpec {
    mode = Values.text(mode);
    ports = Values.list(ports);
  }

  /** Nothing said. */
  public static final EndpointSpec UNSET = new EndpointSpec("", List.of());

  /** {@code vip} or {@code dnsrr}. */
  public String modeOrDefault() {
    return mode.isEmpty() ? Defaults.ENDPOINT_MODE : mode;
  }
}
