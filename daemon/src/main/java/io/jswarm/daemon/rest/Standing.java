package io.jswarm.daemon.rest;

import io.jswarm.api.model.LocalNodeState;
import io.jswarm.api.model.Peer;
import java.util.List;

/** What this node is at the moment, with respect to a cluster. */
public sealed interface Standing {
  /** In no cluster. */
  record Inactive() implements Standing {}

  /** On the way into one: joining, or starting again after a restart. */
  record Starting(Membership membership) implements Standing {}

  /** A manager whose keys wait for the unlock key. */
  record Locked() implements Standing {}

  /** In a cluster, but broken until someone does what the sentence says. */
  record Broken(Membership membership, String error) implements Standing {}

  /** A worker. */
  record Worker(Membership membership) implements Standing {}

  /**
   * A manager that can serve.
   *
   * @param trouble what keeps it from leading, for people; empty when nothing does
   */
  record Manager(Membership membership, String trouble) implements Standing {}

  /**
   * Who this node is in its cluster.
   *
   * @param nodeId empty while it has none
   * @param nodeAddr the address it advertises, without port
   * @param managers where managers were last known, as host:port
   */
  record Membership(String nodeId, String nodeAddr, List<Peer> managers) {
    /** Of a node that is nobody yet. */
    public static final Membership NONE = new Membership("", "", List.of());
  }

  /** Who this node is; {@link Membership#NONE} where that is not known. */
  default Membership membershipOrNone() {
    return switch (this) {
      case Inactive() -> Membership.NONE;
      case Locked() -> Membership.NONE;
      case Starting(Membership membership) -> membership;
      case Broken(Membership membership, String _) -> membership;
      case Worker(Membership membership) -> membership;
      case Manager(Membership membership, String _) -> membership;
    };
  }

  /** Docker's word for it. */
  default LocalNodeState state() {
    return switch (this) {
      case Inactive() -> LocalNodeState.INACTIVE;
      case Starting(Membership _) -> LocalNodeState.PENDING;
      case Locked() -> LocalNodeState.LOCKED;
      case Broken(Membership _, String _) -> LocalNodeState.ERROR;
      case Worker(Membership _), Manager(Membership _, String _) -> LocalNodeState.ACTIVE;
    };
  }
}
