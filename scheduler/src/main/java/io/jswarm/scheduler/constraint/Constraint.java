package io.jswarm.scheduler.constraint;

import io.jswarm.api.model.Node;
import java.util.regex.Pattern;

/**
 * One constraint: a key, an operator, and the value it is compared with. Values are compared whole
 * and without regard to case; label names with regard to case. A label that is missing counts as
 * empty.
 */
public final class Constraint {
  /** How key and value are compared. */
  private enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean holds(boolean same) {
      return (this == EQUAL) == same;
    }
  }

  private static final Pattern KEY =
      Pattern.compile("[a-z_][a-z0-9\\-_.]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile("[a-z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+", Pattern.CASE_INSENSITIVE);

  private final String key;
  private final Subject subject;
  private final Operator operator;
  private final String value;

  private Constraint(String key, Operator operator, String value) {
    this.key = key;
    this.subject = Subject.of(key);
    this.operator = operator;
    this.value = value;
  }

  /**
   * Reads one constraint.
   *
   * @throws BadConstraint when it has no operator, or a key or value with characters that are not
   *     allowed
   */
  public static Constraint parse(String text) {
    for (Operator operator : Operator.values()) {
      int at = text.indexOf(operator.sign);
      if (at >= 0) {
        String key = text.substring(0, at).strip();
        String value = text.substring(at + operator.sign.length()).strip();
        if (!KEY.matcher(key).matches()) {
          throw new BadConstraint("key '" + key + "' is invalid");
        }
        if (!VALUE.matcher(value).matches()) {
          throw new BadConstraint("value '" + value + "' is invalid");
        }
        return new Constraint(key, operator, value);
      }
    }
    throw new BadConstraint("constraint expected one operator from ==, !=");
  }

  /** Whether the node satisfies it. A key nobody knows is satisfied by no node. */
  public boolean matches(Node node) {
    String actual = subject.on(node, key);
    return switch (subject) {
      case UNKNOWN -> false;
      case IP -> isAddress(actual);
      case ID, HOSTNAME, ROLE, OS, ARCHITECTURE, NODE_LABEL, ENGINE_LABEL ->
          operator.holds(value.equalsIgnoreCase(actual));
    };
  }

  private boolean isAddress(String actual) {
    return AddressRange.parse(value)
        .map(range -> operator.holds(range.contains(actual)))
        .orElse(false);
  }

  @Override
  public String toString() {
    return key + operator.sign + value;
  }
}
