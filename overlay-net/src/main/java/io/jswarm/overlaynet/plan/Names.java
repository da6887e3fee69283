package io.jswarm.overlaynet.plan;

import io.jswarm.overlaynet.state.Mac;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What things are called on a node, the same on every one. */
public final class Names {
  /** The fabric's tunnel, in the node's own namespace. */
  public static final String FABRIC_DEVICE = "jsw0";

  /** An overlay's tunnel, in its sandbox. */
  public static final String OVERLAY_DEVICE = "vx";

  /** The node's ends of containers' cables to the fabric begin with it. */
  public static final String FABRIC_END = "jsf";

  /** The sandboxes' ends of containers' cables begin with it. */
  public static final String OVERLAY_END = "jso";

  /** Devices that encrypt, in the node's own namespace, begin with it. */
  public static final String SECRET_DEVICE = "jsw-wg";

  /** Gateway and name server, as seen by every container. */
  public static final InetAddress GATEWAY = InetAddress.ofLiteral("169.254.1.1");

  public static final InetAddress GATEWAY_V6 = InetAddress.ofLiteral("fe80::1");

  private static final int NETWORK_ID_IN_NAMES = 12;
  private static final int MAC_BYTES = 6;

  private Names() {}

  /** The sandbox of a network. */
  public static String sandbox(String networkId) {
    return "jsw-" + networkId.substring(0, Math.min(NETWORK_ID_IN_NAMES, networkId.length()));
  }

  /** The Ethernet address of a node's tunnel in a network: every node knows that of every other. */
  public static Mac tunnelMac(String networkId, String nodeId) {
    return localMac("tunnel/" + networkId + "/" + nodeId);
  }

  /** The Ethernet address of a container, which follows from its first address as Docker's does. */
  public static Mac containerMac(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != Integer.BYTES) {
      return localMac("container/" + address.getHostAddress());
    }
    return Mac.of(new byte[] {0x02, 0x42, bytes[0], bytes[1], bytes[2], bytes[3]});
  }

  private static Mac localMac(String seed) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = Arrays.copyOf(digest, MAC_BYTES);
      bytes[0] = 0x02; // locally administered, of one machine
      return Mac.of(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
