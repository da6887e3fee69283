package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.MarkRule;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Policy rules of our own protocol as netlink messages (linux/fib_rules.h). */
final class RuleMessages {
  static final int NEW = 32;
  static final int DELETE = 33;
  static final int GET = 34;

  private static final int TO_TABLE = 1;

  private static final int PRIORITY = 6;
  private static final int MARK = 10;
  private static final int TABLE = 15;
  private static final int MASK = 16;
  private static final int PROTOCOL = 21;

  private RuleMessages() {}

  static Message add(MarkRule rule) {
    return about(new Message(NEW, Message.ACK | Message.CREATE | Message.EXCLUSIVE), rule);
  }

  static Message delete(MarkRule rule) {
    return about(new Message(DELETE, Message.ACK), rule);
  }

  private static Message about(Message message, MarkRule rule) {
    return header(message, number(rule.family()), TO_TABLE)
        .attribute(PRIORITY, rule.priority())
        .attribute(MARK, rule.mark())
        .attribute(MASK, rule.mask())
        .attribute(TABLE, rule.table())
        .byteAttribute(PROTOCOL, RouteMessages.PROTOCOL);
  }

  static Message list(MarkRule.Family family) {
    return header(new Message(GET, Message.DUMP), number(family), 0);
  }

  private static Message header(Message message, int family, int action) {
    return message.u8(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(action).u32(0);
  }

  static Optional<MarkRule> read(NetlinkSocket.Part part) {
    ByteBuffer body = part.body();
    if (part.type() != NEW) {
      return Optional.empty();
    }
    MarkRule.Family family = body.get(0) == Families.V4 ? MarkRule.Family.V4 : MarkRule.Family.V6;
    Attributes attributes = new Attributes(body.position(12));
    boolean ours =
        attributes.bytes(PROTOCOL).filter(each -> each[0] == RouteMessages.PROTOCOL).isPresent();
    if (!ours) {
      return Optional.empty();
    }
    return Optional.of(
        new MarkRule(
            family,
            attributes.integer(PRIORITY, 0),
            attributes.integer(MARK, 0),
            attributes.integer(MASK, 0),
            attributes.integer(TABLE, 0)));
  }

  private static int number(MarkRule.Family family) {
    return switch (family) {
      case V4 -> Families.V4;
      case V6 -> Families.V6;
    };
  }
}
