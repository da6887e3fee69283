package io.jswarm.overlaynet.state;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A network device.
 *
 * @param mtu the longest packet it takes, in bytes
 * @param up whether it is switched on
 */
public record Link(String name, Kind kind, Mac mac, int mtu, boolean up) implements Entry {
  /** The kernel keeps names of devices in 16 bytes with a NUL at the end. */
  public static final int MAX_NAME = 15;

  /** What a device is made of. */
  public sealed interface Kind {}

  /**
   * A tunnel to other nodes; its outer packets travel in the namespace it was made from.
   *
   * @param vni 24 bits
   * @param local the outer source address; null leaves it to the routes
   * @param port of UDP, on every node
   */
  public record Vxlan(int vni, @Nullable InetAddress local, int port) implements Kind {}

  /**
   * One end of a cable.
   *
   * @param peer where the other end is; null in what was read from the kernel, which does not say
   */
  public record Veth(@Nullable Peer peer) implements Kind {}

  /**
   * The other end of a cable.
   *
   * @param namespace the name of the namespace it is in
   */
  public record Peer(String namespace, String name, Mac mac) {}

  /** A device that is not of our making. */
  public record Foreign(String kind) implements Kind {}

  public Link {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a device cannot be called '" + name + "'");
    }
  }

  /** A device as it should be: switched on. */
  public static Link on(String name, Kind kind, Mac mac, int mtu) {
    return new Link(name, kind, mac, mtu, true);
  }

  @Override
  public String key() {
    return "link " + name;
  }

  @Override
  public String device() {
    return name;
  }

  /** Whether a device that was read from the kernel is just like this one. */
  public boolean isAs(Link actual) {
    return isMadeLike(actual) && mac.equals(actual.mac) && mtu == actual.mtu && up == actual.up;
  }

  /** The same, but for what can be changed. */
  public boolean isMadeLike(Link actual) {
    return switch (kind) {
      case Vxlan wanted -> wanted.equals(actual.kind);
      case Veth _ -> actual.kind instanceof Veth;
      case Foreign wanted -> wanted.equals(actual.kind);
    };
  }
}
