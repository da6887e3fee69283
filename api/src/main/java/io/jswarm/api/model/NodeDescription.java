package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself. The last four members are ours and are shown to no client.
 *
 * @param dataPathKey the public half of the key it encrypts traffic between nodes with
 * @param routes the ranges it already has routes to, in CIDR notation, without the default route
 * @param dataPathAddr where containers' traffic to it goes, without port; empty when that is the
 *     address it is known by
 * @param volumes names of the volumes it has, in their order; not more than it may say
 */
@OmitEmpty
public record NodeDescription(
    String hostname,
    @Always Platform platform,
    @Always Resources resources,
    @Always EngineDescription engine,
    @JsonProperty("TLSInfo") @Always TlsInfo tlsInfo,
    @Nullable String dataPathKey,
    List<String> routes,
    String dataPathAddr,
    List<String> volumes) {
  public NodeDescription {
    hostname = Values.text(hostname);
    platform = platform == null ? new Platform("", "") : platform;
    resources = resources == null ? Resources.NONE : resources;
    engine = engine == null ? EngineDescription.UNKNOWN : engine;
    tlsInfo = tlsInfo == null ? TlsInfo.UNKNOWN : tlsInfo;
    routes = Values.list(routes);
    dataPathAddr = Values.text(dataPathAddr);
    volumes = Values.list(volumes);
  }

  /** Of a node that says nothing of its network and its volumes. */
  public NodeDescription(
      String hostname,
      Platform platform,
      Resources resources,
      EngineDescription engine,
      TlsInfo tlsInfo) {
    this(hostname, platform, resources, engine, tlsInfo, null, List.of(), "", List.of());
  }

  /** Of a node that has not spoken yet. */
  public static final NodeDescription UNKNOWN =
      new NodeDescription(
          "", new Platform("", ""), Resources.NONE, EngineDescription.UNKNOWN, TlsInfo.UNKNOWN);

  public NodeDescription withTlsInfo(TlsInfo tlsInfo) {
    return new NodeDescription(
        hostname, platform, resources, engine, tlsInfo, dataPathKey, routes, dataPathAddr, volumes);
  }

  public NodeDescription withDataPathKey(@Nullable String dataPathKey) {
    return new NodeDescription(
        hostname, platform, resources, engine, tlsInfo, dataPathKey, routes, dataPathAddr, volumes);
  }

  public NodeDescription withRoutes(List<String> routes) {
    return new NodeDescription(
        hostname, platform, resources, engine, tlsInfo, dataPathKey, routes, dataPathAddr, volumes);
  }

  public NodeDescription withDataPathAddr(String dataPathAddr) {
    return new NodeDescription(
        hostname, platform, resources, engine, tlsInfo, dataPathKey, routes, dataPathAddr, volumes);
  }

  public NodeDescription withVolumes(List<String> volumes) {
    return new NodeDescription(
        hostname, platform, resources, engine, tlsInfo, dataPathKey, routes, dataPathAddr, volumes);
  }

  /** With what a node has learnt of itself since it last spoke: its key and its volumes. */
  public NodeDescription keeping(NodeDescription before) {
    return withDataPathKey(before.dataPathKey).withVolumes(before.volumes);
  }
}
