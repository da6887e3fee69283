package io.jswarm.api.model;

/**
 * A published port. A published port of zero is chosen by the cluster (mode {@code ingress}) or by
 * the node (mode {@code host}).
 *
 * @param hostIp ours (docs/adr/009): the only address that answers on the port, as a literal; empty
 *     when all of a node's do. In mode {@code ingress} the nodes that have the address answer
 */
@OmitEmpty
public record PortConfig(
    String name,
    String protocol,
    int targetPort,
    int publishedPort,
    String publishMode,
    String hostIp) {
  public PortConfig {
    name = Values.text(name);
    protocol = Values.text(protocol);
    publishMode = Values.text(publishMode);
    hostIp = Values.text(hostIp);
  }

  /** On every address. */
  public PortConfig(
      String name, String protocol, int targetPort, int publishedPort, String publishMode) {
    this(name, protocol, targetPort, publishedPort, publishMode, "");
  }

  /** {@code tcp}, {@code udp} or {@code sctp}. */
  public String protocolOrDefault() {
    return protocol.isEmpty() ? Defaults.PORT_PROTOCOL : protocol;
  }

  /** {@code ingress} or {@code host}. */
  public String publishModeOrDefault() {
    return publishMode.isEmpty() ? Defaults.PUBLISH_MODE : publishMode;
  }

  /**
   * Whether a node cannot answer on both: the same number and protocol on an address in common.
   * Ports without a number never collide.
   */
  public boolean collidesWith(PortConfig other) {
    return publishedPort != 0
        && publishedPort == other.publishedPort
        && protocolOrDefault().equals(other.protocolOrDefault())
        && (hostIp.isEmpty() || other.hostIp.isEmpty() || hostIp.equals(other.hostIp));
  }

  public PortConfig withPublishedPort(int publishedPort) {
    return new PortConfig(name, protocol, targetPort, publishedPort, publishMode, hostIp);
  }

  public PortConfig withHostIp(String hostIp) {
    return new PortConfig(name, protocol, targetPort, publishedPort, publishMode, hostIp);
  }
}
