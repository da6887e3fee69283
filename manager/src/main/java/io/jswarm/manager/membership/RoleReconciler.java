package io.jswarm.manager.membership;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.PartWatch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader: makes those and only those take part who are to, as {@link RoleDecision} says. */
public final class RoleReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(RoleReconciler.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ClusterStore store;
  private final Leader leader;
  private final WritePath writes;
  private final RaftMembers members;
  private final Member self;
  private final Thread thread = Thread.ofVirtual().name("role-reconciler").unstarted(this::run);

  RoleReconciler(
      ClusterStore store, Leader leader, WritePath writes, RaftMembers members, Member self) {
    this.store = store;
    this.leader = leader;
    this.writes = writes;
    this.members = members;
    this.self = self;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (PartWatch nodes = new PartWatch(store, ClusterImage::nodes)) {
      while (!Thread.currentThread().isInterrupted()) {
        if (!leader.isHere() || !reconcile()) {
          nodes.await(LOOK_AGAIN);
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("the role reconciler ends");
    }
  }

  /** Tells whether there may be more to do at once. */
  private boolean reconcile() throws InterruptedException {
    LogStatus status = members.status(); // before the image: who is in the log is in it by then
    return switch (RoleDecision.next(store.image(), status, self)) {
      case RoleDecision.Step.Nothing() -> false;
      case RoleDecision.Step.WriteDown(Member own) -> writeDown(own);
      case RoleDecision.Step.HandOver(String successor) -> {
        MemberChange change = members.transferTo(successor);
        LOG.info("demoted, the leadership goes to {}: {}", successor, change);
        yield false;
      }
      case RoleDecision.Step.Remove(String peerId) -> remove(peerId);
      case RoleDecision.Step.Wait(String peerId) -> {
        LOG.warn(
            "can't remove member {} from the raft: this would result in a loss of quorum", peerId);
        yield false;
      }
    };
  }

  private boolean writeDown(Member own) throws InterruptedException {
    LOG.warn("manager {} leads and is in no list of managers: adding it", own.peerId());
    Command add = new Command.AddMember(own.nodeId(), own.peerId(), own.raftAddr(), own.apiAddr());
    return writes.submit(add) instanceof CommandResult.Done;
  }

  private boolean remove(String peerId) throws InterruptedException {
    MemberChange change = members.remove(peerId);
    if (!(change instanceof MemberChange.Done)) {
      LOG.warn("manager {} could not be removed from Raft: {}", peerId, change);
      return false;
    }
    LOG.info("manager {} no longer takes part in Raft", peerId);
    return writes.submit(new Command.RemoveMember(peerId)) instanceof CommandResult.Done;
  }

  /** Stops. */
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
