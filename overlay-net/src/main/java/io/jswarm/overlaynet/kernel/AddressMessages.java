package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Prefix;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Addresses as netlink messages (rtnetlink(7), linux/if_addr.h). */
final class AddressMessages {
  static final int NEW = 20;
  static final int DELETE = 21;
  static final int GET = 22;

  private static final int ADDRESS = 1;
  private static final int LOCAL = 2;

  /** Nobody else can have the address: it is not asked around for a second before its first use. */
  private static final int WITHOUT_DETECTION = 0x02;

  private static final int GLOBAL_SCOPE = 0;
  private static final int LINK_SCOPE = 253;

  private AddressMessages() {}

  static Message add(Address address, int device) {
    return about(new Message(NEW, Message.ACK | Message.CREATE | Message.REPLACE), address, device);
  }

  static Message delete(Address address, int device) {
    return about(new Message(DELETE, Message.ACK), address, device);
  }

  private static Message about(Message message, Address address, int device) {
    Prefix prefix = address.prefix();
    return message
        .u8(Families.of(prefix.address()))
        .u8(prefix.length())
        .u8(prefix.isV6() ? WITHOUT_DETECTION : 0)
        .u8(address.scope() == Address.Scope.LINK ? LINK_SCOPE : GLOBAL_SCOPE)
        .u32(device)
        .attribute(LOCAL, prefix.address())
        .attribute(ADDRESS, prefix.address());
  }

  static Message list() {
    return new Message(GET, Message.DUMP).u32(0).u32(0);
  }

  static Optional<Address> read(NetlinkSocket.Part part, IntFunction<@Nullable String> device) {
    if (part.type() != NEW) {
      return Optional.empty();
    }
    ByteBuffer body = part.body();
    int length = Byte.toUnsignedInt(body.get(1));
    Address.Scope scope =
        Byte.toUnsignedInt(body.get(3)) == GLOBAL_SCOPE ? Address.Scope.GLOBAL : Address.Scope.LINK;
    String name = device.apply(body.getInt(4));
    Attributes attributes = new Attributes(body.position(8));
    if (name == null) {
      return Optional.empty();
    }
    return attributes
        .address(LOCAL)
        .or(() -> attributes.address(ADDRESS))
        .map(address -> new Address(name, new Prefix(address, length), scope));
  }
}
