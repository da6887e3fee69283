package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** How a service is reached now: the ports and virtual addresses that were allocated for it. */
@OmitEmpty
public record Endpoint(
    @Always EndpointSpec spec,
    List<PortConfig> ports,
    @JsonProperty("VirtualIPs") List<EndpointVirtualIp> virtualIps) {
  public Endpoint {
    spec = spec == null ? EndpointSpec.UNSET : spec;
    ports = Values.list(ports);
    virtualIps = Values.list(virtualIps);
  }

  /** Not reachable. */
  public static final Endpoint NONE = new Endpoint(EndpointSpec.UNSET, List.of(), List.of());
}
