package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task of a service on a network, as one node sees it. */
@OmitEmpty
public record NetworkTaskInfo(
    @Always String name,
    @JsonProperty("EndpointID") @Always String endpointId,
    @JsonProperty("EndpointIP") @Always String endpointIp,
    @Always @Nullable Map<String, String> info) {
  public NetworkTaskInfo {
    name = Values.text(name);
    endpointId = Values.text(endpointId);
    endpointIp = Values.text(endpointIp);
    info = Values.mapOrNull(info);
  }
}
