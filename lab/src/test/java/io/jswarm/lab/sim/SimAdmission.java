package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Node;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.testkit.VirtualTime;
import java.time.Duration;
import java.util.function.Consumer;

/** What {@link io.jswarm.manager.membership.MembershipService} does, for one manager's life. */
final class SimAdmission {
  /** As RaftMembers waits for a change of the log. */
  private static final Duration CHANGE_MAX = Duration.ofSeconds(30);

  private final ManagerProcess manager;
  private final VirtualTime time;

  /** Where the service makes callers wait, this one has them ask again. */
  private boolean busy;

  SimAdmission(ManagerProcess manager, VirtualTime time) {
    this.manager = manager;
    this.time = time;
  }

  /** Lets a manager into the log, if this one leads. */
  void admit(ManagerProcess newcomer, Consumer<Boolean> told) {
    Node node = manager.store.image().node(newcomer.id);
    if (busy || !manager.leader.isHere() || node == null || !node.spec().isManager()) {
      told.accept(false);
      return;
    }
    LogMember member = newcomer.member();
    if (takesPart(member.id()) && manager.store.image().memberByPeer(member.id()) != null) {
      told.accept(true);
      return;
    }
    busy = true;
    manager.submit(
        newcomer.addition(),
        result -> {
          if (result instanceof CommandResult.Done) {
            add(member, told);
          } else {
            answer(false, told);
          }
        });
  }

  private void add(LogMember member, Consumer<Boolean> told) {
    boolean[] over = {false};
    Consumer<MemberChange> once =
        change -> {
          if (!over[0]) {
            over[0] = true;
            added(member, change, told);
          }
        };
    time.after(CHANGE_MAX, () -> once.accept(new MemberChange.Unknown("no answer")));
    manager.log().addMember(member, once);
  }

  private void added(LogMember member, MemberChange change, Consumer<Boolean> told) {
    if (change instanceof MemberChange.Refused && !takesPart(member.id())) {
      manager.submit(new Command.RemoveMember(member.id()), _ -> answer(false, told));
    } else {
      answer(change instanceof MemberChange.Done, told);
    }
  }

  private void answer(boolean admitted, Consumer<Boolean> told) {
    busy = false;
    told.accept(admitted);
  }

  /** Whether somebody is being let in, who is neither in nor out. */
  boolean isBusy() {
    return busy;
  }

  boolean takesPart(String peerId) {
    return manager.log().status().peers().stream().anyMatch(peer -> peer.memberId().equals(peerId));
  }
}
