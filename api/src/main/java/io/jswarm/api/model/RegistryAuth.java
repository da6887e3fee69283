package io.jswarm.api.model;

/**
 * What a client logs in to a registry with: an {@code X-Registry-Auth} header as it came, base64 of
 * JSON. Only the node that asks the registry looks into it. JSON never has it, and its text form
 * shows only its length, so that it gets into no answer, no log and no message.
 */
public final class RegistryAuth {
  /** The longest there may be, in characters; tokens of cloud registries have some 5,000. */
  public static final int MAX_LENGTH = 16 << 10;

  private final String header;

  private RegistryAuth(String header) {
    this.header = header;
  }

  /**
   * The credentials of this header.
   *
   * @throws IllegalArgumentException when it is empty or longer than {@link #MAX_LENGTH}
   */
  public static RegistryAuth of(String header) {
    if (header.isEmpty() || header.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "registry credentials have 1 to %d characters, not %d"
              .formatted(MAX_LENGTH, header.length()));
    }
    return new RegistryAuth(header);
  }

  /** As it came. To be sent on or decoded, never to be shown. */
  public String header() {
    return header;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryAuth that && header.equals(that.header);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return "RegistryAuth[" + header.length() + "]";
  }
}
