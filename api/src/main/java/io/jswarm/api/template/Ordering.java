package io.jswarm.api.template;

import io.jswarm.api.template.Function.CallException;
import java.util.List;

/** Two values beside each other; of different types there is no order. */
final class Ordering {
  private Ordering() {}

  /** Whether both are the same. */
  static boolean equal(List<Value> two) {
    Value one = two.getFirst();
    Value other = two.getLast();
    boolean nothing = one instanceof Value.Nothing || other instanceof Value.Nothing;
    if (!nothing && !one.type().equals(other.type())) {
      throw new CallException("incompatible types for comparison");
    }
    if (one instanceof Value.Labels || isOfLabels(one)) {
      throw new CallException("uncomparable type " + one.type() + ": " + one);
    }
    return one.equals(other);
  }

  /** A structure that has labels among its fields. */
  private static boolean isOfLabels(Value value) {
    return value instanceof Value.Struct(String _, var fields)
        && fields.values().stream()
            .anyMatch(each -> each instanceof Value.Labels || isOfLabels(each));
  }

  /** Below zero, zero or above it. */
  static int compare(List<Value> two) {
    return switch (two.getFirst()) {
      case Value.Text(String one) when two.getLast() instanceof Value.Text(String other) ->
          one.compareTo(other);
      case Value.Whole(long one) when two.getLast() instanceof Value.Whole(long other) ->
          Long.compare(one, other);
      case Value.Fraction(double one) when two.getLast() instanceof Value.Fraction(double other) ->
          Double.compare(one, other);
      case Value.Text _, Value.Whole _, Value.Fraction _ ->
          throw new CallException(
              isBasic(two.getLast())
                  ? "incompatible types for comparison"
                  : "invalid type for comparison");
      case Value.Truth _, Value.Labels _, Value.Struct _, Value.Nothing _ ->
          throw new CallException("invalid type for comparison");
    };
  }

  private static boolean isBasic(Value value) {
    return switch (value) {
      case Value.Text _, Value.Truth _, Value.Whole _, Value.Fraction _ -> true;
      case Value.Labels _, Value.Struct _, Value.Nothing _ -> false;
    };
  }
}
