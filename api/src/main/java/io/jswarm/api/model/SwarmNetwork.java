package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A network in the shape tasks carry it. */
@OmitEmpty
public record SwarmNetwork(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always SwarmNetworkSpec spec,
    @Always Driver driverState,
    @JsonProperty("IPAMOptions") @Nullable IpamOptions ipamOptions) {
  public SwarmNetwork {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    driverState = driverState == null ? Driver.DEFAULT : driverState;
  }
}
