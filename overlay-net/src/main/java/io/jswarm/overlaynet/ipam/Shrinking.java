package io.jswarm.overlaynet.ipam;

/** How much a block gives up when its network runs short of addresses. */
enum Shrinking {
  /** What is less than half used. */
  TO_HALF,
  /** All but the addresses that somebody has or had lately. */
  TO_USED,
  /** All but the addresses that somebody has. */
  TO_HELD
}
