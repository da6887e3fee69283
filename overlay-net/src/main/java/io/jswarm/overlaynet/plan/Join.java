package io.jswarm.overlaynet.plan;

import java.net.InetAddress;
import java.util.List;

/**
 * A container of this node and the networks it is on.
 *
 * @param containerId 64 hexadecimal digits
 * @param memberships overlays in the order of its service's spec, the fabric last
 */
public record Join(String containerId, String taskId, List<Membership> memberships) {
  private static final int ID_IN_NAMES = 12;

  /**
   * A container on one network.
   *
   * @param networkId {@code NetworkFact.FABRIC} for the fabric
   * @param addresses its own there, v4 first
   */
  public record Membership(String networkId, List<InetAddress> addresses) {
    public Membership {
      addresses = List.copyOf(addresses);
    }
  }

  public Join {
    memberships = List.copyOf(memberships);
  }

  /** The name of the container's own device on a network, by the network's place in the list. */
  public static String inner(int place) {
    return "eth" + place;
  }

  /** The name of the other end of that cable, in the namespace of the node. */
  public String onHost() {
    return onHost(containerId);
  }

  /** The same of any container. */
  public static String onHost(String containerId) {
    return Names.FABRIC_END + shortId(containerId);
  }

  /** The name of the other end of that cable, in the sandbox of an overlay. */
  public String inSandbox() {
    return inSandbox(containerId);
  }

  /** The same of any container. */
  public static String inSandbox(String containerId) {
    return Names.OVERLAY_END + shortId(containerId);
  }

  private static String shortId(String containerId) {
    return containerId.substring(0, Math.min(ID_IN_NAMES, containerId.length()));
  }
}
