package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Network devices as netlink messages (rtnetlink(7), linux/if_link.h). */
final class LinkMessages {
  static final int NEW = 16;
  static final int DELETE = 17;
  static final int GET = 18;

  private static final int UP = 1;

  private static final int ADDRESS = 1;
  private static final int NAME = 3;
  private static final int MTU = 4;
  private static final int LINK_INFO = 18;
  private static final int NAMESPACE = 28;
  private static final int DUMP_MASK = 29;
  private static final int WITHOUT_STATISTICS = 1 << 3;

  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int VETH_PEER = 1;
  private static final int VXLAN_ID = 1;
  private static final int VXLAN_LOCAL = 4;
  private static final int VXLAN_LEARNING = 7;
  private static final int VXLAN_PORT = 15;
  private static final int VXLAN_LOCAL_V6 = 17;

  private LinkMessages() {}

  /** A device that exists in the namespace asked, with its number. */
  record Found(int index, Link link) {}

  /**
   * Makes a tunnel.
   *
   * @param namespace a descriptor of the one it appears in
   */
  static Message tunnel(Link link, Link.Vxlan vxlan, int namespace) {
    return made(link, namespace)
        .nested(
            LINK_INFO,
            info ->
                info.attribute(INFO_KIND, "vxlan").nested(INFO_DATA, data -> data(data, vxlan)));
  }

  private static void data(Message data, Link.Vxlan vxlan) {
    data.attribute(VXLAN_ID, vxlan.vni())
        .byteAttribute(VXLAN_LEARNING, 0)
        .portAttribute(VXLAN_PORT, vxlan.port());
    InetAddress local = vxlan.local();
    if (local != null) {
      data.attribute(local instanceof Inet4Address ? VXLAN_LOCAL : VXLAN_LOCAL_V6, local);
    }
  }

  /**
   * Makes a cable.
   *
   * @param namespace a descriptor of the one its first end appears in
   * @param peerNamespace and of that of its second
   */
  static Message cable(Link link, Link.Peer peer, int namespace, int peerNamespace) {
    return made(link, namespace)
        .nested(
            LINK_INFO,
            info ->
                info.attribute(INFO_KIND, "veth")
                    .nested(
                        INFO_DATA,
                        data ->
                            data.nested(
                                VETH_PEER,
                                end ->
                                    header(end, 0, 0)
                                        .attribute(NAME, peer.name())
                                        .attribute(ADDRESS, peer.mac().bytes())
                                        .attribute(MTU, link.mtu())
                                        .attribute(NAMESPACE, peerNamespace))));
  }

  private static Message made(Link link, int namespace) {
    return header(new Message(NEW, Message.ACK | Message.CREATE | Message.EXCLUSIVE), 0, 0)
        .attribute(NAME, link.name())
        .attribute(ADDRESS, link.mac().bytes())
        .attribute(MTU, link.mtu())
        .attribute(NAMESPACE, namespace);
  }

  /** Gives a device that exists its address and length of packets, and switches it on. */
  static Message changed(int index, Link link) {
    return header(new Message(NEW, Message.ACK), index, UP)
        .attribute(ADDRESS, link.mac().bytes())
        .attribute(MTU, link.mtu());
  }

  static Message bare(String name, String kind) {
    return header(new Message(NEW, Message.ACK | Message.CREATE | Message.EXCLUSIVE), 0, 0)
        .attribute(NAME, name)
        .nested(LINK_INFO, info -> info.attribute(INFO_KIND, kind));
  }

  static Message on(String name, int mtu) {
    return on(name).attribute(MTU, mtu);
  }

  static Message on(String name) {
    return header(new Message(NEW, Message.ACK), 0, UP).attribute(NAME, name);
  }

  static Message delete(String name) {
    return header(new Message(DELETE, Message.ACK), 0, 0).attribute(NAME, name);
  }

  static Message list() {
    return header(new Message(GET, Message.DUMP), 0, 0).attribute(DUMP_MASK, WITHOUT_STATISTICS);
  }

  private static Message header(Message message, int index, int on) {
    return message.u32(0).u32(index).u32(on).u32(on);
  }

  static Optional<Found> read(NetlinkSocket.Part part) {
    if (part.type() != NEW) {
      return Optional.empty();
    }
    ByteBuffer body = part.body();
    int index = body.getInt(4);
    boolean up = (body.getInt(8) & UP) != 0;
    Attributes attributes = new Attributes(body.position(16));
    Optional<Mac> mac = attributes.bytes(ADDRESS).filter(bytes -> bytes.length == 6).map(Mac::of);
    return attributes
        .text(NAME)
        .map(name ->
            new Found(
                index,
                new Link(
                    name,
                    kind(attributes.nested(LINK_INFO)),
                    mac.orElseGet(() -> new Mac(0)),
                    attributes.integer(MTU, 0),
                    up)));
  }

  private static Link.Kind kind(Attributes info) {
    String kind = info.text(INFO_KIND).orElse("");
    return switch (kind) {
      case "veth" -> new Link.Veth(null);
      case "vxlan" -> {
        Attributes data = info.nested(INFO_DATA);
        yield new Link.Vxlan(
            data.integer(VXLAN_ID, 0),
            data.address(VXLAN_LOCAL).or(() -> data.address(VXLAN_LOCAL_V6)).orElse(null),
            data.port(VXLAN_PORT));
      }
      default -> new Link.Foreign(kind);
    };
  }
}
