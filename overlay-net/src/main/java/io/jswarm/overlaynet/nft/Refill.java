package io.jswarm.overlaynet.nft;

/** A chain that is there and shall choose otherwise from now on. */
public record Refill(Family family, String chain, Choice choice) {
  /** So many addresses fit in one transaction, in all its refills together. */
  public static final int MAX_ADDRESSES = 500;

  /** So many refills fit, whatever their addresses. */
  public static final int MAX = 16;
}
