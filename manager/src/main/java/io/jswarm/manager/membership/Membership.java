package io.jswarm.manager.membership;

import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;

/**
 * A manager's part in membership: the service and the reconciler share one queue of changes of the
 * log.
 */
public final class Membership {
  private final MembershipService service;
  private final RoleReconciler roles;

  /**
   * @param self this manager
   */
  public Membership(
      ClusterStore store, ReplicatedLog log, Leader leader, WritePath writes, Member self) {
    RaftMembers members = new RaftMembers(log);
    service = new MembershipService(store, leader, writes, members);
    roles = new RoleReconciler(store, leader, writes, members, self);
  }

  /** What other managers call. */
  public MembershipService service() {
    return service;
  }

  /** Begins to reconcile whenever this manager leads. */
  public void start() {
    roles.start();
  }

  /** Stops. */
  public void stop() throws InterruptedException {
    roles.stop();
  }
}
