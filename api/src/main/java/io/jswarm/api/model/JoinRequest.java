package io.jswarm.api.model;

import java.util.List;

/** A request to make this machine a member of an existing cluster. */
@OmitEmpty
public record JoinRequest(
    @Always String listenAddr,
    @Always String advertiseAddr,
    @Always String dataPathAddr,
    @Always List<String> remoteAddrs,
    @Always String joinToken,
    @Always String availability) {
  public JoinRequest {
    listenAddr = Values.text(listenAddr);
    advertiseAddr = Values.text(advertiseAddr);
    dataPathAddr = Values.text(dataPathAddr);
    remoteAddrs = Values.list(remoteAddrs);
    joinToken = Values.text(joinToken);
    availability = Values.text(availability);
  }
}
