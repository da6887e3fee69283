package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a node says of itself. */
@OmitEmpty
public record NodeDescription(
    String hostname,
    @Always Platform platform,
    @Always Resources resources,
    @Always EngineDescription engine,
    @JsonProperty("TLSInfo") @Always TlsInfo tlsInfo) {
  public NodeDescription {
    hostname = Values.text(hostname);
    platform = platform == null ? new Platform("", "") : platform;
    resources = resources == null ? Resources.NONE : resources;
    engine = engine == null ? EngineDescription.UNKNOWN : engine;
    tlsInfo = tlsInfo == null ? TlsInfo.UNKNOWN : tlsInfo;
  }

  /** Of a node that has not spoken yet. */
  public static final NodeDescription UNKNOWN =
      new NodeDescription(
          "", new Platform("", ""), Resources.NONE, EngineDescription.UNKNOWN, TlsInfo.UNKNOWN);

  public NodeDescription withTlsInfo(TlsInfo tlsInfo) {
    return new NodeDescription(hostname, platform, resources, engine, tlsInfo);
  }
}
