package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Another node that takes part in a network. */
@OmitEmpty
public record PeerInfo(@Always String name, @JsonProperty("IP") @Always String ip) {
  public PeerInfo {
    name = Values.text(name);
    ip = Values.text(ip);
  }
}
