package io.jswarm.overlaynet.kernel;

import io.jswarm.api.model.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Tracked connections as netlink messages (linux/netfilter/nfnetlink_conntrack.h). */
final class FlowMessages {
  private static final int SUBSYSTEM = 1 << 8;
  private static final int NEW = SUBSYSTEM;
  private static final int GET = SUBSYSTEM | 1;
  private static final int DELETE = SUBSYSTEM | 2;
  private static final int STATISTICS = SUBSYSTEM | 5;

  private static final int ORIGINAL = 1;
  private static final int REPLY = 2;
  private static final int TIMEOUT = 7;
  private static final int MARK = 8;
  private static final int ID = 12;
  private static final int ZONE = 18;
  private static final int FILTER = 25;

  private static final int ENTRIES = 1;

  private static final int TUPLE_IP = 1;
  private static final int TUPLE_PROTOCOL = 2;
  private static final int V4_SOURCE = 1;
  private static final int V4_DESTINATION = 2;
  private static final int V6_SOURCE = 3;
  private static final int V6_DESTINATION = 4;
  private static final int PROTOCOL_NUMBER = 1;
  private static final int SOURCE_PORT = 2;
  private static final int DESTINATION_PORT = 3;

  private static final int REPLY_FLAGS = 2;
  private static final int BY_SOURCE = 1;
  private static final int NESTED = 1 << 15;

  /** The version of a message by which connections of one family are deleted, and not of all. */
  private static final int HEEDS_FAMILY = 1;

  private FlowMessages() {}

  /** A connection as found, with what is needed to delete it and no other. */
  record Found(Flow flow, int family, Bytes original, Bytes id) {}

  /**
   * Lists the connections that this address answers. A kernel before 5.8 does not know the filter
   * and lists all.
   */
  static Message listServedBy(InetAddress address) {
    return servedBy(header(new Message(GET, Message.DUMP), family(address)), address);
  }

  /**
   * Deletes all connections that this address answers. An older kernel refuses it: to that it is a
   * single connection, of which half is missing.
   */
  static Message deleteServedBy(InetAddress address) {
    Message message = new Message(DELETE, Message.ACK).u8(family(address)).u8(HEEDS_FAMILY).u16(0);
    return servedBy(message, address);
  }

  private static Message servedBy(Message message, InetAddress address) {
    int source = address instanceof Inet6Address ? V6_SOURCE : V4_SOURCE;
    return message
        .nested(REPLY, tuple -> tuple.nested(TUPLE_IP, ip -> ip.attribute(source, address)))
        .nested(FILTER, filter -> filter.attribute(REPLY_FLAGS, BY_SOURCE));
  }

  private static int family(InetAddress address) {
    return address instanceof Inet6Address ? Families.V6 : Families.V4;
  }

  /** Lists all connections. */
  static Message list() {
    return header(new Message(GET, Message.DUMP), Families.ANY);
  }

  /** Asks how many connections there are; acknowledged after the answer, as a list is ended. */
  static Message count() {
    return header(new Message(STATISTICS, Message.ACK), Families.ANY);
  }

  /** The answer to {@link #count}; empty when this is something else. */
  static OptionalLong readCount(NetlinkSocket.Part part) {
    return part.type() == STATISTICS
        ? OptionalLong.of(
            Integer.toUnsignedLong(bigEndian(new Attributes(part.body().position(4)), ENTRIES)))
        : OptionalLong.empty();
  }

  static Message delete(Found found) {
    Message message =
        header(new Message(DELETE, Message.ACK), found.family)
            .attribute(ORIGINAL | NESTED, found.original.toArray())
            .attribute(ID, found.id.toArray());
    int zone = found.flow.zone();
    return zone == 0 ? message : message.portAttribute(ZONE, zone);
  }

  private static Message header(Message message, int family) {
    return message.u8(family).u8(0).u16(0);
  }

  static Optional<Found> read(NetlinkSocket.Part part) {
    if (part.type() != NEW) {
      return Optional.empty();
    }
    int family = part.body().get(0);
    Attributes all = new Attributes(part.body().position(4));
    Optional<byte[]> original = all.bytes(ORIGINAL);
    Optional<byte[]> id = all.bytes(ID);
    Optional<Flow.End> asked =
        end(all.nested(ORIGINAL), V4_DESTINATION, V6_DESTINATION, DESTINATION_PORT);
    Optional<Flow.End> served = end(all.nested(REPLY), V4_SOURCE, V6_SOURCE, SOURCE_PORT);
    if (original.isEmpty() || id.isEmpty() || asked.isEmpty() || served.isEmpty()) {
      return Optional.empty();
    }
    int protocol =
        all.nested(ORIGINAL)
            .nested(TUPLE_PROTOCOL)
            .bytes(PROTOCOL_NUMBER)
            .map(bytes -> Byte.toUnsignedInt(bytes[0]))
            .orElse(0);
    Flow flow =
        new Flow(
            protocol,
            asked.get(),
            served.get(),
            all.port(ZONE),
            bigEndian(all, MARK),
            Duration.ofSeconds(Integer.toUnsignedLong(bigEndian(all, TIMEOUT))));
    return Optional.of(new Found(flow, family, Bytes.of(original.get()), Bytes.of(id.get())));
  }

  private static Optional<Flow.End> end(Attributes tuple, int v4, int v6, int port) {
    Attributes ip = tuple.nested(TUPLE_IP);
    return ip.address(v4)
        .or(() -> ip.address(v6))
        .map(address -> new Flow.End(address, tuple.nested(TUPLE_PROTOCOL).port(port)));
  }

  private static int bigEndian(Attributes attributes, int type) {
    return attributes
        .value(type)
        .map(value -> value.order(ByteOrder.BIG_ENDIAN))
        .filter(value -> value.remaining() >= Integer.BYTES)
        .map(ByteBuffer::getInt)
        .orElse(0);
  }
}
