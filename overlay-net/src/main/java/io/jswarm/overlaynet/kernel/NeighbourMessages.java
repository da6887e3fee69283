package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.Neighbour;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours, and where tunnels send frames, as netlink messages (rtnetlink(7), linux/neighbour.h).
 */
final class NeighbourMessages {
  static final int NEW = 28;
  static final int DELETE = 29;
  static final int GET = 30;

  private static final int PERMANENT = 0x80;
  private static final int NO_ARP = 0x40;
  private static final int SELF = 0x02;

  private static final int DESTINATION = 1;
  private static final int ETHERNET = 2;

  private NeighbourMessages() {}

  static Message add(Neighbour neighbour, int device) {
    return about(replacing(), neighbour, device).attribute(ETHERNET, neighbour.mac().bytes());
  }

  static Message delete(Neighbour neighbour, int device) {
    return about(new Message(DELETE, Message.ACK), neighbour, device);
  }

  private static Message about(Message message, Neighbour neighbour, int device) {
    return header(message, Families.of(neighbour.address()), device, 0)
        .attribute(DESTINATION, neighbour.address());
  }

  static Message add(Forwarding forwarding, int device) {
    return about(replacing(), forwarding, device);
  }

  static Message delete(Forwarding forwarding, int device) {
    return about(new Message(DELETE, Message.ACK), forwarding, device);
  }

  private static Message about(Message message, Forwarding forwarding, int device) {
    return header(message, Families.BRIDGE, device, SELF)
        .attribute(ETHERNET, forwarding.mac().bytes())
        .attribute(DESTINATION, forwarding.node());
  }

  private static Message replacing() {
    return new Message(NEW, Message.ACK | Message.CREATE | Message.REPLACE);
  }

  private static Message header(Message message, int family, int device, int flags) {
    return message
        .u8(family)
        .u8(0)
        .u16(0)
        .u32(device)
        .u16(family == Families.BRIDGE ? PERMANENT | NO_ARP : PERMANENT)
        .u8(flags)
        .u8(0);
  }

  /** Neighbours of one family, of all devices. */
  static Message list(int family) {
    return new Message(GET, Message.DUMP).u8(family).u8(0).u16(0).u32(0).u16(0).u8(0).u8(0);
  }

  /** What one tunnel knows. */
  static Message listForwardings(int device) {
    return new Message(GET, Message.DUMP)
        .u8(Families.BRIDGE)
        .u8(0)
        .u16(0)
        .u32(device)
        .u16(0)
        .u8(0)
        .u8(0);
  }

  static Optional<Neighbour> read(NetlinkSocket.Part part, IntFunction<@Nullable String> devices) {
    ByteBuffer body = part.body();
    String device = devices.apply(body.getInt(4));
    if (part.type() != NEW || (body.getShort(8) & PERMANENT) == 0 || device == null) {
      return Optional.empty();
    }
    Attributes attributes = new Attributes(body.position(12));
    return attributes
        .address(DESTINATION)
        .flatMap(address -> mac(attributes).map(mac -> new Neighbour(device, address, mac)));
  }

  static Optional<Forwarding> readForwarding(NetlinkSocket.Part part, int index, String device) {
    ByteBuffer body = part.body();
    if (part.type() != NEW || body.getInt(4) != index) {
      return Optional.empty();
    }
    Attributes attributes = new Attributes(body.position(12));
    return attributes
        .address(DESTINATION)
        .flatMap(node -> mac(attributes).map(mac -> new Forwarding(device, mac, node)));
  }

  private static Optional<Mac> mac(Attributes attributes) {
    return attributes.bytes(ETHERNET).filter(bytes -> bytes.length == 6).map(Mac::of);
  }
}
