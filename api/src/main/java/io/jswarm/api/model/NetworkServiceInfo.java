package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service on a network, as one node sees it. */
@OmitEmpty
public record NetworkServiceInfo(
    @JsonProperty("VIP") @Always String vip,
    @Always @Nullable List<String> ports,
    @JsonProperty("LocalLBIndex") @Always int localLbIndex,
    @Always @Nullable List<NetworkTaskInfo> tasks) {
  public NetworkServiceInfo {
    vip = Values.text(vip);
    ports = Values.listOrNull(ports);
    tasks = Values.listOrNull(tasks);
  }
}
