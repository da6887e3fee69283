package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.rpc.NetworkFact;
import org.jspecify.annotations.Nullable;

/**
 * How a fact has changed.
 *
 * @param before null when there was none with this key
 * @param after null when there is none any more
 */
public record FactChange(String key, @Nullable PlacedFact before, @Nullable PlacedFact after) {
  /** Whether a task may not be called any more from now on, although it still runs. */
  public boolean beginsDraining() {
    return after != null
        && after.fact() instanceof NetworkFact.Backend backend
        && backend.draining()
        && !wasDraining();
  }

  private boolean wasDraining() {
    return before != null
        && before.fact() instanceof NetworkFact.Backend backend
        && backend.draining();
  }
}
