package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to make a network. */
@OmitEmpty
public record NetworkCreate(
    @Always String name,
    @Nullable Boolean checkDuplicate,
    @Always String driver,
    @Always String scope,
    @JsonProperty("EnableIPv4") @Nullable Boolean enableIpv4,
    @JsonProperty("EnableIPv6") @Always boolean enableIpv6,
    @JsonProperty("IPAM") @Always @Nullable Ipam ipam,
    @Always boolean internal,
    @Always boolean attachable,
    @Always boolean ingress,
    @Always boolean configOnly,
    @Always @Nullable ConfigFrom configFrom,
    @Always @Nullable Map<String, String> options,
    @Always Map<String, String> labels) {
  public NetworkCreate {
    name = Values.text(name);
    driver = Values.text(driver);
    scope = Values.text(scope);
    options = Values.mapOrNull(options);
    labels = Values.map(labels);
  }
}
