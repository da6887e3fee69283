package io.jswarm.api.model;

/**
 * A published port. A published port of zero is chosen by the cluster (mode {@code ingress}) or by
 * the node (mode {@code host}).
 */
@OmitEmpty
public record PortConfig(
    String name, String protocol, int targetPort, int publishedPort, String publishMode) {
  public PortConfig {
    name = Values.text(name);
    protocol = Values.text(protocol);
    publishMode = Values.text(publishMode);
  }

  /** {@code tcp}, {@code udp} or {@code sctp}. */
  public String protocolOrDefault() {
    return protocol.isEmpty() ? Defaults.PORT_PROTOCOL : protocol;
  }

  /** {@code ingress} or {@code host}. */
  public String publishModeOrDefault() {
    return publishMode.isEmpty() ? Defaults.PUBLISH_MODE : publishMode;
  }

  public PortConfig withPublishedPort(int publishedPort) {
    return new PortConfig(name, protocol, targetPort, publishedPort, publishMode);
  }
}
