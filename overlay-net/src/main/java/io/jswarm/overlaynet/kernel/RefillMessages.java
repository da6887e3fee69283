package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.Literal;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Refill;
import io.jswarm.overlaynet.nft.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * The transaction that makes chains choose among other addresses, as libnftables would write it:
 * that library first asks the kernel for all chains and sets there are, and with thousands of them
 * this takes longer than everything else. What the messages are made of is in the kernel's {@code
 * linux/netfilter/nf_tables.h}; the library prints its own with {@code nft --debug=mnl}.
 */
final class RefillMessages {
  private static final int BATCH_BEGIN = 0x10;
  private static final int BATCH_END = 0x11;
  private static final int NF_TABLES = 10;
  private static final int NEW_RULE = NF_TABLES << 8 | 6;
  private static final int DELETE_RULE = NF_TABLES << 8 | 8;
  private static final int NEW_SET = NF_TABLES << 8 | 9;
  private static final int NEW_ELEMENTS = NF_TABLES << 8 | 12;
  private static final int APPEND = 0x800;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  /** A name that the kernel completes. */
  private static final String ADDRESSES = "__map%d";

  private static final int ANONYMOUS_CONSTANT_MAP = 0xb;

  /** What libnftables notes for itself, and needs to list the map as it was written. */
  private static final byte[] NOTES_OF_ADDRESSES =
      HexFormat.of().parseHex("000401000000010402000000060400000000");

  private static final int META_L4_PROTOCOL = 16;
  private static final int NUMBER_RANDOM = 1;
  private static final int RESET = 1;
  private static final int DESTINATION = 1;
  private static final int PORT_SPECIFIED = 2;

  /** So many fit in a message. */
  private static final int ELEMENTS_MAX = 64;

  private final List<Message> messages = new ArrayList<>();
  private int sets;

  private RefillMessages() {}

  /** The whole transaction; the kernel acknowledges its last message but one. */
  static List<Message> of(List<Refill> refills) {
    RefillMessages all = new RefillMessages();
    all.messages.add(message(BATCH_BEGIN, 0, 0, NF_TABLES));
    for (Refill each : refills) {
      all.add(each, each.equals(refills.getLast()) ? Message.ACK : 0);
    }
    all.messages.add(message(BATCH_END, 0, 0, NF_TABLES));
    return all.messages;
  }

  private void add(Refill refill, int acknowledge) {
    int family = refill.family() == Family.IP6 ? AF_INET6 : AF_INET;
    messages.add(
        message(DELETE_RULE, 0, family, 0).attribute(1, Table.NAME).attribute(2, refill.chain()));
    if (refill.choice().addresses().isEmpty()) {
      addRule(refill, 0, RefillMessages::reset);
      addRule(refill, acknowledge, rule -> refuse(rule, family));
    } else {
      int addresses = addresses(family, refill.choice().addresses());
      addRule(refill, acknowledge, rule -> expressions(rule, refill, addresses));
    }
  }

  private void addRule(Refill refill, int acknowledge, Consumer<Message> expressions) {
    int family = refill.family() == Family.IP6 ? AF_INET6 : AF_INET;
    messages.add(
        message(NEW_RULE, Message.CREATE | APPEND | acknowledge, family, 0)
            .attribute(1, Table.NAME)
            .attribute(2, refill.chain())
            .nested(4, expressions));
  }

  /** {@code reject with tcp reset}. */
  private static void reset(Message rule) {
    protocol(rule, "tcp");
    expression(rule, "reject", data -> data.bigAttribute(1, RESET));
  }

  /** {@code reject}. */
  private static void refuse(Message rule, int family) {
    int noSuchPort = family == AF_INET6 ? 4 : 3;
    expression(rule, "reject", data -> data.bigAttribute(1, 0).byteAttribute(2, noSuchPort));
  }

  /** {@code meta l4proto PROTOCOL}. */
  private static void protocol(Message rule, String protocol) {
    byte[] number = {number(protocol)};
    expression(rule, "meta", data -> data.bigAttribute(2, META_L4_PROTOCOL).bigAttribute(1, 1));
    expression(rule, "cmp", data -> value(data.bigAttribute(1, 1).bigAttribute(2, 0), 3, number));
  }

  private int addresses(int family, List<String> addresses) {
    int id = ++sets;
    boolean v6 = family == AF_INET6;
    messages.add(
        message(NEW_SET, Message.CREATE, family, 0)
            .attribute(1, Table.NAME)
            .attribute(2, ADDRESSES)
            .bigAttribute(3, ANONYMOUS_CONSTANT_MAP)
            .bigAttribute(4, 4) // from an integer
            .bigAttribute(5, Integer.BYTES)
            .bigAttribute(6, v6 ? 8 : 7) // to an address
            .bigAttribute(7, v6 ? 4 * Integer.BYTES : Integer.BYTES)
            .bigAttribute(10, id)
            .nested(9, description -> description.bigAttribute(1, addresses.size()))
            .attribute(13, NOTES_OF_ADDRESSES));
    for (int from = 0; from < addresses.size(); from += ELEMENTS_MAX) {
      int first = from;
      int end = Math.min(from + ELEMENTS_MAX, addresses.size());
      messages.add(
          message(NEW_ELEMENTS, Message.CREATE, family, 0)
              .attribute(1, Table.NAME)
              .attribute(2, ADDRESSES)
              .bigAttribute(4, id)
              .nested(
                  3,
                  list -> {
                    for (int i = first; i < end; i++) {
                      byte[] address = Literal.address(addresses.get(i)).getAddress();
                      byte[] number = host(i);
                      list.nested(
                          1,
                          element -> {
                            value(element, 1, number);
                            value(element, 2, address);
                          });
                    }
                  }));
    }
    return id;
  }

  /** {@code meta l4proto PROTOCOL dnat to numgen random mod N map @addresses :PORT}. */
  private static void expressions(Message rule, Refill refill, int addresses) {
    int port = refill.choice().port();
    if (port != 0) {
      protocol(rule, refill.choice().protocol());
    }
    expression(
        rule,
        "numgen",
        data ->
            data.bigAttribute(1, 1)
                .bigAttribute(2, refill.choice().addresses().size())
                .bigAttribute(3, NUMBER_RANDOM)
                .bigAttribute(4, 0));
    expression(
        rule,
        "lookup",
        data ->
            data.bigAttribute(2, 1)
                .bigAttribute(3, 1)
                .attribute(1, ADDRESSES)
                .bigAttribute(4, addresses));
    if (port != 0) {
      byte[] bytes = {(byte) (port >> Byte.SIZE), (byte) port};
      expression(rule, "immediate", data -> value(data.bigAttribute(1, 2), 2, bytes));
    }
    expression(
        rule,
        "nat",
        data -> {
          data.bigAttribute(1, DESTINATION)
              .bigAttribute(2, refill.family() == Family.IP6 ? AF_INET6 : AF_INET)
              .bigAttribute(3, 1);
          if (port != 0) {
            data.bigAttribute(5, 2).bigAttribute(7, PORT_SPECIFIED);
          }
        });
  }

  /** As IP numbers the protocols that have ports. */
  private static byte number(String protocol) {
    return switch (protocol) {
      case "tcp" -> 6;
      case "udp" -> 17;
      case "sctp" -> (byte) 132;
      default -> throw new IllegalArgumentException(protocol + " has no ports");
    };
  }

  private static void expression(Message rule, String name, Consumer<Message> data) {
    rule.nested(1, each -> each.attribute(1, name).nested(2, data));
  }

  private static void value(Message message, int type, byte[] value) {
    message.nested(type, data -> data.attribute(1, value));
  }

  private static byte[] host(int number) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(number).array();
  }

  private static Message message(int type, int flags, int family, int resource) {
    return new Message(type, flags).u8(family).u8(0).u8(resource >> Byte.SIZE).u8(resource);
  }
}
