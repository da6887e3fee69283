package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.manager.membership.RoleDecision;
import io.jswarm.manager.membership.RoleDecision.Step;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import java.time.Duration;

/** What {@link io.jswarm.manager.membership.RoleReconciler} is, without a thread. */
final class SimReconciler {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final SimCluster world;
  private final ManagerProcess manager;
  private boolean busy;

  SimReconciler(SimCluster world, ManagerProcess manager) {
    this.world = world;
    this.manager = manager;
  }

  void begin() {
    world.time().after(LOOK_EVERY, this::look);
  }

  private void look() {
    if (manager.isRunning()) {
      if (!busy && !manager.isPaused() && manager.leader.isHere()) {
        act();
      }
      begin();
    }
  }

  private void act() {
    LogStatus status = manager.log().status();
    switch (RoleDecision.next(manager.store.image(), status, manager.asMember())) {
      case Step.Nothing() -> {}
      case Step.Wait(String peerId) ->
          world.trace().note("    " + peerId + " is to go and would cost the quorum");
      case Step.WriteDown _ -> {
        busy = true;
        world.trace().add(manager.peerId + " writes itself down");
        manager.submit(manager.addition(), _ -> busy = false);
      }
      case Step.HandOver(String peerId) -> {
        world.trace().add(manager.peerId + " hands over to " + peerId);
        manager.log().transferLeadership(peerId, _ -> {});
      }
      case Step.Remove(String peerId) -> {
        busy = true;
        world.trace().add(manager.peerId + " takes " + peerId + " out of the log");
        manager.log().removeMember(peerId, change -> removed(peerId, change));
      }
    }
  }

  private void removed(String peerId, MemberChange change) {
    if (change instanceof MemberChange.Done) {
      manager.submit(new Command.RemoveMember(peerId), _ -> busy = false);
    } else {
      busy = false;
    }
  }
}
