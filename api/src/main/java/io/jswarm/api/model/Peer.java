package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A manager and the address it is reached at. */
@OmitEmpty
public record Peer(@JsonProperty("NodeID") @Always String nodeId, @Always String addr) {
  public Peer {
    nodeId = Values.text(nodeId);
    addr = Values.text(addr);
  }
}
