package io.jswarm.overlaynet.ipam;

import java.util.List;

/** What came of the wish for an address. */
public sealed interface Lease {
  /**
   * It is this one.
   *
   * @param edits what became of blocks for it
   */
  record Granted(long address, List<BlockEdit> edits) implements Lease {}

  /** There is none. */
  record Exhausted() implements Lease {}
}
