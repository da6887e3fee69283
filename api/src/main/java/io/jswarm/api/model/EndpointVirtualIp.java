package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A service's address on one network, with the prefix length. */
@OmitEmpty
public record EndpointVirtualIp(@JsonProperty("NetworkID") String networkId, String addr) {
  public EndpointVirtualIp {
    networkId = Values.text(networkId);
    addr = Values.text(addr);
  }
}
