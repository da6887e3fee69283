package io.jswarm.overlaynet.plan;

import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;

/** One step from what a namespace holds to what it should. */
public sealed interface Operation {
  /** Makes a device, which is off. */
  record Make(Link link) implements Operation {}

  /** Sets an entry; a device exists by then and is switched on. */
  record Put(Entry entry) implements Operation {}

  record Remove(Entry entry) implements Operation {}
}
