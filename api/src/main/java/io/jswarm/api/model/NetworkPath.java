package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * How packets of a network come from one node to another, as the first of them sees it. Ours.
 *
 * @param networkId empty for what holds for all networks of the two nodes
 * @param from the id of the node that tried
 * @param to the id of the node that should have answered
 * @param mtu the longest packet a container may send this way, in bytes; 0 unless that is the
 *     trouble
 * @param passing the longest packet that comes through, in bytes; 0 unless that is the trouble and
 *     the length is found
 * @param since when it came to be so
 */
@OmitEmpty
public record NetworkPath(
    @JsonProperty("NetworkID") String networkId,
    @Always String from,
    @Always String to,
    @Always PathState state,
    @JsonProperty("MTU") int mtu,
    int passing,
    @Always Instant since) {
  public NetworkPath {
    networkId = Values.text(networkId);
    from = Values.text(from);
    to = Values.text(to);
    since = Values.instant(since);
  }
}
