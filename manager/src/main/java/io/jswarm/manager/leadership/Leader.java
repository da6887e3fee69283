package io.jswarm.manager.leadership;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.store.ClusterStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who leads, as far as this manager knows. Written by the log's events, read by anybody. */
public final class Leader {
  private final ClusterStore store;
  private final String ownPeerId;
  private volatile @Nullable String peerId;
  private volatile boolean ready;
  private volatile String trouble = "";

  /** Where the leader is. */
  public sealed interface Where {
    /** It is this manager, and it is ready to serve. */
    record Here() implements Where {}

    /** It is another. */
    record At(Member member) implements Where {}
  }

  public Leader(ClusterStore store, String ownPeerId) {
    this.store = store;
    this.ownPeerId = ownPeerId;
  }

  /** By which the leader is found. */
  public ClusterStore store() {
    return store;
  }

  /** The log names another leader, or none. */
  public void changed(@Nullable String leaderPeerId) {
    peerId = leaderPeerId;
  }

  /** This manager is ready to lead, or leads no more. */
  public void leadsHere(boolean leads) {
    ready = leads;
  }

  /** This manager should not lead: why, for people; empty when it may. */
  public void troubled(String sentence) {
    trouble = sentence;
  }

  /** Why this manager takes no commands and hands on the leadership; empty when it does not. */
  public String trouble() {
    return trouble;
  }

  /** Whether this manager leads and is ready to serve. */
  public boolean isHere() {
    return ready;
  }

  /** The leader; empty while there is none, or while this one is not ready yet. */
  public Optional<Where> where() {
    if (ready) {
      return Optional.of(new Where.Here());
    }
    String other = peerId;
    if (other == null || other.equals(ownPeerId)) {
      return Optional.empty();
    }
    Member member = store.image().memberByPeer(other);
    return member == null ? Optional.empty() : Optional.of(new Where.At(member));
  }

  /** Whether another manager leads, wherever it is. */
  public boolean isElsewhere() {
    String named = peerId;
    return named != null && !named.equals(ownPeerId);
  }

  /** Where nodes find the leader's control port, when it is another manager. */
  public Optional<ManagerAddress> address() {
    return where().orElse(null) instanceof Where.At(Member member)
        ? Optional.of(new ManagerAddress(member.nodeId(), member.apiAddr()))
        : Optional.empty();
  }
}
