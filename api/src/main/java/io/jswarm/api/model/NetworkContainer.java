package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A container on a network, as one node sees it. */
@OmitEmpty
public record NetworkContainer(
    @Always String name,
    @JsonProperty("EndpointID") @Always String endpointId,
    @Always String macAddress,
    @JsonProperty("IPv4Address") @Always String ipv4Address,
    @JsonProperty("IPv6Address") @Always String ipv6Address) {
  public NetworkContainer {
    name = Values.text(name);
    endpointId = Values.text(endpointId);
    macAddress = Values.text(macAddress);
    ipv4Address = Values.text(ipv4Address);
    ipv6Address = Values.text(ipv6Address);
  }
}
