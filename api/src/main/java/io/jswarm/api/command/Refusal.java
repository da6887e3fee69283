package io.jswarm.api.command;

/**
 * Why a command was not done: a kind for programs and a sentence for people.
 *
 * @param message in Docker's words where clients know them
 */
public record Refusal(Kind kind, String message) {
  /** What sort of refusal; the REST edge maps each to one HTTP status. */
  public enum Kind {
    /** The request itself is wrong. */
    INVALID_ARGUMENT,
    /** Nothing has that id or name. */
    NOT_FOUND,
    /** The name is taken. */
    ALREADY_EXISTS,
    /** The object's state does not allow it now. */
    FAILED_PRECONDITION,
    /** The object has changed since the caller read it. */
    OUT_OF_SEQUENCE,
    /** This version does not do that. */
    UNIMPLEMENTED,
    /** The caller may not ask this. */
    PERMISSION_DENIED,
    /** Not now: no leader, starting, overloaded. */
    UNAVAILABLE
  }

  /** A refusal of kind {@link Kind#INVALID_ARGUMENT}. */
  public static Refusal invalid(String message) {
    return new Refusal(Kind.INVALID_ARGUMENT, message);
  }

  /**
   * A refusal of kind {@link Kind#NOT_FOUND} in Docker's words, such as {@code service web not
   * found}.
   */
  public static Refusal notFound(String noun, String reference) {
    return new Refusal(Kind.NOT_FOUND, noun + " " + reference + " not found");
  }
}
