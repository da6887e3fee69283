package io.jswarm.api.model;

import java.time.Duration;

/**
 * The bounds within which a task that fences itself (docs/adr/024) runs once at most. Its node
 * holds a lease, which the leader renews only after a majority of managers has confirmed that it
 * leads. A node without a lease stops such tasks, and managers start what replaces them only when
 * the lease of a node that is down must be over.
 *
 * <p>All spans begin at the same moment or later: the node counts from when it asked, managers from
 * when they gave the node up, which is after they had heard it last. Between {@link #KILLED_AFTER}
 * and {@link #REPLACED_AFTER} there is room for clocks that run at different speeds, for a machine
 * that is slow to kill, and for a watchdog that looks once a second.
 */
public final class Fence {
  /** How long a node may let such tasks run after it asked for the lease it has. */
  public static final Duration LEASE = Duration.ofSeconds(10);

  /** After this the tasks are killed; from {@link #LEASE} on they are asked to stop. */
  public static final Duration KILLED_AFTER = Duration.ofSeconds(15);

  /** How often a node asks for its lease while it has such tasks. */
  public static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

  /** How long after managers gave a node up no such task can run there. */
  public static final Duration REPLACED_AFTER = Duration.ofSeconds(20);

  private Fence() {}
}
