package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This node's part in a cluster, as in the {@code Swarm} member of {@code GET /info}. */
@OmitEmpty
public record SwarmInfo(
    @JsonProperty("NodeID") @Always String nodeId,
    @Always String nodeAddr,
    @Always LocalNodeState localNodeState,
    @Always boolean controlAvailable,
    @Always String error,
    @Always @Nullable List<Peer> remoteManagers,
    int nodes,
    int managers,
    @Nullable Swarm cluster,
    List<String> warnings) {
  public SwarmInfo {
    nodeId = Values.text(nodeId);
    nodeAddr = Values.text(nodeAddr);
    error = Values.text(error);
    remoteManagers = Values.listOrNull(remoteManagers);
    warnings = Values.list(warnings);
  }
}
