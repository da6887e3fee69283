package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in the shape of Docker's network resource. {@code version} and {@code updatedAt} are
 * ours, for the store; {@code containers} and {@code peers} are what one node knows and are never
 * stored.
 */
@OmitEmpty
public record Network(
    @Always String name,
    @JsonProperty("Id") @Always String id,
    @Always Instant created,
    @Always String scope,
    @Always String driver,
    @JsonProperty("EnableIPv4") @Nullable Boolean enableIpv4,
    @JsonProperty("EnableIPv6") @Always boolean enableIpv6,
    @JsonProperty("IPAM") @Always Ipam ipam,
    @Always boolean internal,
    @Always boolean attachable,
    @Always boolean ingress,
    @Always ConfigFrom configFrom,
    @Always boolean configOnly,
    @Always @Nullable Map<String, NetworkContainer> containers,
    @Always @Nullable Map<String, String> options,
    @Always Map<String, String> labels,
    List<PeerInfo> peers,
    Map<String, NetworkServiceInfo> services,
    @Nullable Version version,
    @Nullable Instant updatedAt) {
  public Network {
    name = Values.text(name);
    id = Values.text(id);
    created = Values.instant(created);
    scope = Values.text(scope);
    driver = Values.text(driver);
    ipam = ipam == null ? Ipam.DEFAULT : ipam;
    configFrom = configFrom == null ? ConfigFrom.NONE : configFrom;
    containers = Values.mapOrNull(containers);
    options = Values.mapOrNull(options);
    labels = Values.map(labels);
    peers = Values.list(peers);
    services = Values.map(services);
  }

  /** The option under which Docker keeps the VXLAN network identifier. */
  public static final String VNI_OPTION = "com.docker.network.driver.overlay.vxlanid_list";

  /** The VXLAN network identifier; 0 when there is none. */
  public int vni() {
    String said = options == null ? null : options.get(VNI_OPTION);
    return said == null || !said.matches("[0-9]{1,8}") ? 0 : Integer.parseInt(said);
  }

  /** The same object, written by this round at this time. */
  public Network stamped(Version version, Instant updatedAt) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        enableIpv4,
        enableIpv6,
        ipam,
        internal,
        attachable,
        ingress,
        configFrom,
        configOnly,
        containers,
        options,
        labels,
        peers,
        services,
        version,
        updatedAt);
  }

  /** The same object, made at this time. */
  public Network withCreated(Instant created) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        enableIpv4,
        enableIpv6,
        ipam,
        internal,
        attachable,
        ingress,
        configFrom,
        configOnly,
        containers,
        options,
        labels,
        peers,
        services,
        version,
        updatedAt);
  }

  public Network withIpam(Ipam ipam) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        enableIpv4,
        enableIpv6,
        ipam,
        internal,
        attachable,
        ingress,
        configFrom,
        configOnly,
        containers,
        options,
        labels,
        peers,
        services,
        version,
        updatedAt);
  }

  public Network withOptions(@Nullable Map<String, String> options) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        enableIpv4,
        enableIpv6,
        ipam,
        internal,
        attachable,
        ingress,
        configFrom,
        configOnly,
        containers,
        options,
        labels,
        peers,
        services,
        version,
        updatedAt);
  }

  /** With what one node knows of it. */
  public Network observed(
      @Nullable Map<String, NetworkContainer> containers,
      List<PeerInfo> peers,
      Map<String, NetworkServiceInfo> services) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        enableIpv4,
        enableIpv6,
        ipam,
        internal,
        attachable,
        ingress,
        configFrom,
        configOnly,
        containers,
        options,
        labels,
        peers,
        services,
        version,
        updatedAt);
  }
}
