package io.jswarm.scheduler.constraint;

import io.jswarm.api.model.Node;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One constraint: a key, an operator, and the value it is compared with. Values are compared whole
 * and without regard to case; label names with regard to case. A label that is missing counts as
 * empty.
 */
public record Constraint(String key, Operator operator, String value) {
  /** How key and value are compared. */
  public enum Operator {
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

  private static final String NODE_LABELS = "node.labels.";
  private static final String ENGINE_LABELS = "engine.labels.";
  private static final Pattern KEY =
      Pattern.compile("[a-z_][a-z0-9\\-_.]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile("[a-z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+", Pattern.CASE_INSENSITIVE);

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
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "node.id" -> is(node.id());
      case "node.hostname" -> is(node.description().hostname());
      case "node.ip" -> isAddress(node.status().addr());
      case "node.role" -> is(node.spec().role());
      case "node.platform.os" -> is(node.description().platform().os());
      case "node.platform.arch" -> is(node.description().platform().architecture());
      case String lower when isLabel(lower, NODE_LABELS) ->
          hasLabel(node.spec().labels(), NODE_LABELS);
      case String lower when isLabel(lower, ENGINE_LABELS) ->
          hasLabel(node.description().engine().labels(), ENGINE_LABELS);
      case String _ -> false;
    };
  }

  @Override
  public String toString() {
    return key + operator.sign + value;
  }

  private boolean is(String actual) {
    return operator.holds(value.equalsIgnoreCase(actual));
  }

  private boolean isAddress(String actual) {
    return AddressRange.parse(value)
        .map(range -> operator.holds(range.contains(actual)))
        .orElse(false);
  }

  private static boolean isLabel(String lowerKey, String prefix) {
    return lowerKey.length() > prefix.length() && lowerKey.startsWith(prefix);
  }

  private boolean hasLabel(Map<String, String> labels, String prefix) {
    return is(labels.getOrDefault(key.substring(prefix.length()), ""));
  }
}
