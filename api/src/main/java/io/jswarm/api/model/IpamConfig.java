package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** One subnet of a network, its gateway, and the part of it addresses are taken from. */
@OmitEmpty
public record IpamConfig(
    String subnet,
    @JsonProperty("IPRange") String ipRange,
    String gateway,
    Map<String, String> auxiliaryAddresses) {
  public IpamConfig {
    subnet = Values.text(subnet);
    ipRange = Values.text(ipRange);
    gateway = Values.text(gateway);
    auxiliaryAddresses = Values.map(auxiliaryAddresses);
  }
}
