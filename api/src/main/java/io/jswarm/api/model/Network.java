package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    return with(draft -> {
      draft.version = version;
      draft.updatedAt = updatedAt;
    });
  }

  /** The same object, made at this time. */
  public Network withCreated(Instant created) {
    return with(draft -> draft.created = created);
  }

  public Network withIpam(Ipam ipam) {
    return with(draft -> draft.ipam = ipam);
  }

  public Network withOptions(@Nullable Map<String, String> options) {
    return with(draft -> draft.options = options);
  }

  /** With what one node knows of it. */
  public Network observed(
      @Nullable Map<String, NetworkContainer> containers,
      List<PeerInfo> peers,
      Map<String, NetworkServiceInfo> services) {
    return with(draft -> {
      draft.containers = containers;
      draft.peers = peers;
      draft.services = services;
    });
  }

  private Network with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private String name;
    private String id;
    private Instant created;
    private String scope;
    private String driver;
    private @Nullable Boolean enableIpv4;
    private boolean enableIpv6;
    private Ipam ipam;
    private boolean internal;
    private boolean attachable;
    private boolean ingress;
    private ConfigFrom configFrom;
    private boolean configOnly;
    private @Nullable Map<String, NetworkContainer> containers;
    private @Nullable Map<String, String> options;
    private Map<String, String> labels;
    private List<PeerInfo> peers;
    private Map<String, NetworkServiceInfo> services;
    private @Nullable Version version;
    private @Nullable Instant updatedAt;

    Draft(Network from) {
      name = from.name;
      id = from.id;
      created = from.created;
      scope = from.scope;
      driver = from.driver;
      enableIpv4 = from.enableIpv4;
      enableIpv6 = from.enableIpv6;
      ipam = from.ipam;
      internal = from.internal;
      attachable = from.attachable;
      ingress = from.ingress;
      configFrom = from.configFrom;
      configOnly = from.configOnly;
      containers = from.containers;
      options = from.options;
      labels = from.labels;
      peers = from.peers;
      services = from.services;
      version = from.version;
      updatedAt = from.updatedAt;
    }

    Network made() {
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
}
