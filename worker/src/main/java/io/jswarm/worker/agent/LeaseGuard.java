package io.jswarm.worker.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that nothing runs on this node without the lease it needs: its tasks are told when it
 * lapses, and who outlives the daemon is told what to kill then.
 */
final class LeaseGuard {
  private final Lease lease;
  private final Workload workload;
  private AgentEffect.Guard said = new AgentEffect.Guard(Instant.EPOCH, List.of());

  /** The end of the lease without which tasks were stopped. */
  private Instant lapsed = Instant.EPOCH;

  LeaseGuard(Lease lease, Workload workload) {
    this.lease = lease;
    this.workload = workload;
  }

  /** Acts on how things are now. */
  void look(Instant now, List<AgentEffect> out) {
    if (workload.needsLease() && !lease.isHeld(now)) {
      lapsed = lease.until();
      workload.fence(now, out);
    }
    AgentEffect.Guard next = new AgentEffect.Guard(lease.killAt(), workload.containersByLease());
    boolean nothing = next.containerIds().isEmpty() && said.containerIds().isEmpty();
    if (!nothing && !next.equals(said)) {
      said = next;
      out.add(next);
    }
  }

  /** The number of the question to ask the leader now, if a lease is needed and one is due. */
  Optional<Long> ask(Instant now) {
    return workload.needsLease() ? lease.ask(now) : Optional.empty();
  }

  /**
   * When {@link #look} or {@link #ask} has something to do.
   *
   * @param asks whether there is somebody to ask
   */
  Optional<Instant> wakeAt(boolean asks) {
    return workload.needsLease() ? lease.wakeAt(asks, lapsed) : Optional.empty();
  }
}
