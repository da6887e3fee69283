package io.jswarm.overlaynet.ipam;

/** A change of who owns which range, in the order in which it must be written down. */
public sealed interface BlockEdit {
  /** The owner has this range from now on. */
  record Add(Prefix4 prefix, String owner) implements BlockEdit {}

  /** The range is no block any more. */
  record Remove(Prefix4 prefix) implements BlockEdit {}
}
