package io.jswarm.overlaynet.state;

/**
 * An address of this namespace.
 *
 * @param prefix the address with the length of what is reached directly through the device
 * @param scope who may see it as a source
 */
public record Address(String device, Prefix prefix, Scope scope) implements Entry {
  /** How far an address is meant. */
  public enum Scope {
    GLOBAL,
    /** Never picked as the source of what goes further than the device. */
    LINK
  }

  @Override
  public String key() {
    return "address " + prefix + " dev " + device;
  }
}
