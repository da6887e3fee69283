package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked of a network, in the shape tasks carry it. */
@OmitEmpty
public record SwarmNetworkSpec(
    String name,
    @Always Map<String, String> labels,
    @Nullable Driver driverConfiguration,
    @JsonProperty("IPv6Enabled") boolean ipv6Enabled,
    boolean internal,
    boolean attachable,
    boolean ingress,
    @JsonProperty("IPAMOptions") @Nullable IpamOptions ipamOptions,
    @Nullable ConfigFrom configFrom,
    String scope) {
  public SwarmNetworkSpec {
    name = Values.text(name);
    labels = Values.map(labels);
    scope = Values.text(scope);
  }
}
