package io.jswarm.api.model;

import java.util.List;

/** A network a task is attached to, and its addresses there, with the prefix length. */
@OmitEmpty
public record NetworkAttachment(SwarmNetwork network, List<String> addresses) {
  public NetworkAttachment {
    addresses = Values.list(addresses);
  }
}
