package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact.Segment;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * What a node's own network is like, as far as the cluster's depend on it.
 *
 * @param address this node's, by which the others reach it
 * @param mtu of the device with that address, in bytes
 * @param v6 whether the kernel has IPv6
 * @param strictSources whether the kernel checks on all devices that packets come from where
 *     answers to them would go
 */
public record Underlay(InetAddress address, int mtu, boolean v6, boolean strictSources) {
  /** Outer Ethernet is not counted; IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14. */
  private static final int TUNNEL_BYTES = 50;

  /** An IPv6 header is that much longer. */
  private static final int V6_BYTES = 20;

  /** WireGuard over IPv6, which is the longer one: IPv6 40, UDP 8, its own 32. */
  private static final int ENCRYPTION_BYTES = 80;

  /** The longest packet a container may send on a network. */
  public int mtu(Segment segment) {
    if (segment.mtu() > 0) {
      return segment.mtu();
    }
    int tunnel = TUNNEL_BYTES + (address instanceof Inet6Address ? V6_BYTES : 0);
    return segment.encrypted() ? encryptedMtu() - TUNNEL_BYTES : mtu - tunnel;
  }

  /** The longest packet that can be encrypted and sent. */
  public int encryptedMtu() {
    return mtu - ENCRYPTION_BYTES;
  }

  /**
   * The check of sources on a device of ours: a container's client has any address, so only that it
   * can be reached at all may be asked for. The stricter of this and the setting for all devices
   * holds, where 2 is loose and counts as more than 1.
   */
  public String sourceCheck() {
    return strictSources ? "2" : "0";
  }
}
