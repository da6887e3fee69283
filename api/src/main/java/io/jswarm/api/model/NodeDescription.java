package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself. {@code dataPathKey} and {@code routes} are ours and are shown to no
 * client: the public half of the key it encrypts traffic between nodes with, and the ranges it
 * already has routes to, in CIDR notation, without the default route.
 */
@OmitEmpty
public record NodeDescription(
    String hostname,
    @Always Platform platform,
    @Always Resources resources,
    @Always EngineDescription engine,
    @JsonProperty("TLSInfo") @Always TlsInfo tlsInfo,
    @Nullable String dataPathKey,
    List<String> routes) {
  public NodeDescription {
    hostname = Values.text(hostname);
    platform = platform == null ? new Platform("", "") : platform;
    resources = resources == null ? Resources.NONE : resources;
    engine = engine == null ? EngineDescription.UNKNOWN : engine;
    tlsInfo = tlsInfo == null ? TlsInfo.UNKNOWN : tlsInfo;
    routes = Values.list(routes);
  }

  /** Of a node that says nothing of its network. */
  public NodeDescription(
      String hostname,
      Platform platform,
      Resources resources,
      EngineDescription engine,
      TlsInfo tlsInfo) {
    this(hostname, platform, resources, engine, tlsInfo, null, List.of());
  }

  /** Of a node that has not spoken yet. */
  public static final NodeDescription UNKNOWN =
      new NodeDescription(
          "", new Platform("", ""), Resources.NONE, EngineDescription.UNKNOWN, TlsInfo.UNKNOWN);

  public NodeDescription withTlsInfo(TlsInfo tlsInfo) {
    return new NodeDescription(hostname, platform, resources, engine, tlsInfo, dataPathKey, routes);
  }

  public NodeDescription withDataPathKey(@Nullable String dataPathKey) {
    return new NodeDescription(hostname, platform, resources, engine, tlsInfo, dataPathKey, routes);
  }

  public NodeDescription withRoutes(List<String> routes) {
    return new NodeDescription(hostname, platform, resources, engine, tlsInfo, dataPathKey, routes);
  }
}
