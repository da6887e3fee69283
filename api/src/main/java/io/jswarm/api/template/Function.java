package io.jswarm.api.template;

import java.util.List;

/**
 * What a template may call.
 *
 * @param fixed how many arguments it needs at least
 * @param many whether it takes more than that
 * @param texts how many of its arguments, from the first on, must be texts
 */
record Function(String name, int fixed, boolean many, int texts, Body body) {
  /** All arguments must be texts. */
  static final int ALL = Integer.MAX_VALUE;

  /** What it does, once the arguments are there. */
  @FunctionalInterface
  interface Body {
    /**
     * What it comes to.
     *
     * @throws CallException with what is wrong with the arguments
     */
    Value apply(List<Value> arguments);
  }

  /** What a function says of arguments it can do nothing with. */
  static final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallException(String message) {
      super(message);
    }
  }

  /** Of as many arguments as are given, but for the first ones. */
  static Function many(String name, int fixed, Body body) {
    return new Function(name, fixed, true, 0, body);
  }

  /** Of so many arguments. */
  static Function of(String name, int count, Body body) {
    return new Function(name, count, false, 0, body);
  }

  /** The last value of {@code and} and {@code or} is all that is left to their bodies. */
  boolean isLazy() {
    return name.equals("and") || name.equals("or");
  }

  boolean wantsText(int argument) {
    return argument < texts;
  }
}
