package io.jswarm.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to make this machine the first manager of a new cluster.
 *
 * @param fabricPool ours: the addresses of the network that joins all nodes, in CIDR notation
 */
@OmitEmpty
public record InitRequest(
    @Always String listenAddr,
    @Always String advertiseAddr,
    @Always String dataPathAddr,
    @Always int dataPathPort,
    @Always boolean forceNewCluster,
    @Always SwarmSpec spec,
    @Always boolean autoLockManagers,
    @Always String availability,
    @Always @Nullable List<String> defaultAddrPool,
    @Always int subnetSize,
    String fabricPool) {
  public InitRequest {
    listenAddr = Values.text(listenAddr);
    advertiseAddr = Values.text(advertiseAddr);
    dataPathAddr = Values.text(dataPathAddr);
    spec = spec == null ? SwarmSpec.UNSET : spec;
    availability = Values.text(availability);
    defaultAddrPool = Values.listOrNull(defaultAddrPool);
    fabricPool = Values.text(fabricPool);
  }
}
