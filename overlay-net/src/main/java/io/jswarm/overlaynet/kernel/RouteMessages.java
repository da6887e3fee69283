package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Route.Direct;
import io.jswarm.overlaynet.state.Route.Here;
import io.jswarm.overlaynet.state.Route.Unreachable;
import io.jswarm.overlaynet.state.Route.Via;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Routes as netlink messages (rtnetlink(7)). All carry a protocol number of our own, and only those
 * that do are read back.
 */
final class RouteMessages {
  static final int NEW = 24;
  static final int DELETE = 25;
  static final int GET = 26;

  /** Who made a route; none of those in rt_protos(5). */
  static final int PROTOCOL = 74;

  private static final int DESTINATION = 1;
  private static final int DEVICE = 4;
  private static final int GATEWAY = 5;
  private static final int METRIC = 6;
  private static final int SOURCE = 7;
  private static final int TABLE = 15;

  private static final int UNICAST = 1;
  private static final int LOCAL = 2;
  private static final int UNREACHABLE = 7;

  private static final int SCOPE_GLOBAL = 0;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;
  private static final int ON_LINK = 4;

  /** Tables above 255 do not fit in the header. */
  private static final int TABLE_IN_ATTRIBUTE = 252;

  private RouteMessages() {}

  static Message add(Route route, ToIntFunction<String> devices) {
    return about(new Message(NEW, Message.ACK | Message.CREATE | Message.REPLACE), route, devices);
  }

  static Message delete(Route route, ToIntFunction<String> devices) {
    return about(new Message(DELETE, Message.ACK), route, devices);
  }

  private static Message about(Message message, Route route, ToIntFunction<String> devices) {
    int type = UNICAST;
    int scope = SCOPE_GLOBAL;
    int flags = 0;
    switch (route.way()) {
      case Direct _ -> scope = SCOPE_LINK;
      case Via _ -> flags = ON_LINK;
      case Here _ -> {
        type = LOCAL;
        scope = SCOPE_HOST;
      }
      case Unreachable _ -> type = UNREACHABLE;
    }
    Prefix to = route.destination();
    message
        .u8(Families.of(to.address()))
        .u8(to.length())
        .u16(0)
        .u8(route.table() > 255 ? TABLE_IN_ATTRIBUTE : route.table())
        .u8(PROTOCOL)
        .u8(scope)
        .u8(type)
        .u32(flags)
        .attribute(DESTINATION, to.first())
        .attribute(TABLE, route.table())
        .attribute(METRIC, route.metric());
    switch (route.way()) {
      case Direct(String device, InetAddress source) ->
          source(message.attribute(DEVICE, devices.applyAsInt(device)), source);
      case Via(InetAddress gateway, String device, InetAddress source) ->
          source(
              message.attribute(GATEWAY, gateway).attribute(DEVICE, devices.applyAsInt(device)),
              source);
      case Here(String device) -> message.attribute(DEVICE, devices.applyAsInt(device));
      case Unreachable _ -> {}
    }
    return message;
  }

  private static void source(Message message, @Nullable InetAddress source) {
    if (source != null) {
      message.attribute(SOURCE, source);
    }
  }

  /** Those of our protocol, of one family. */
  static Message list(int family) {
    return new Message(GET, Message.DUMP).u8(family).u8(0).u16(0).u8(0).u8(PROTOCOL).u16(0).u32(0);
  }

  static Optional<Route> read(NetlinkSocket.Part part, IntFunction<@Nullable String> devices) {
    ByteBuffer body = part.body();
    if (part.type() != NEW || Byte.toUnsignedInt(body.get(5)) != PROTOCOL) {
      return Optional.empty();
    }
    int length = Byte.toUnsignedInt(body.get(1));
    int table = Byte.toUnsignedInt(body.get(4));
    int type = Byte.toUnsignedInt(body.get(7));
    InetAddress any = Prefix.address(new byte[body.get(0) == Families.V4 ? 4 : 16]);
    Attributes attributes = new Attributes(body.position(12));
    String device = devices.apply(attributes.integer(DEVICE, 0));
    return way(type, device == null ? "" : device, attributes)
        .map(way ->
            new Route(
                new Prefix(attributes.address(DESTINATION).orElse(any), length),
                way,
                attributes.integer(TABLE, table),
                Math.max(1, attributes.integer(METRIC, 0))));
  }

  private static Optional<Route.Way> way(int type, String device, Attributes attributes) {
    InetAddress source = attributes.address(SOURCE).orElse(null);
    return switch (type) {
      case UNICAST ->
          Optional.of(
              attributes
                  .address(GATEWAY)
                  .<Route.Way>map(gateway -> new Via(gateway, device, source))
                  .orElseGet(() -> new Direct(device, source)));
      case LOCAL -> Optional.of(new Here(device));
      case UNREACHABLE -> Optional.of(new Unreachable());
      default -> Optional.empty();
    };
  }
}
