package io.jswarm.raftstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogLab.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every replicated log keeps to. Snapshots are taken every 50 entries, 10 are kept behind. */
public abstract class LogContract extends LogScene<LogLab> {
  @Test
  void commitsInTheOrderOfProposals() {
    Running only = single();
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 200; i++) {
      only.log().propose(bytes("e" + i), outcomes::add);
    }
    lab.await("all answered", () -> outcomes.size() == 200);
    assertThat(only.recorder().applied()).isEqualTo(texts("e", 200));
    List<Long> indices = outcomes.stream().map(o -> ((Outcome.Committed) o).index()).toList();
    assertThat(indices).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void tellsCommittedOnlyAfterApplying() {
    Running only = single();
    AtomicReference<List<String>> seen = new AtomicReference<>();
    only.log().propose(bytes("x"), outcome -> seen.set(only.recorder().applied()));
    lab.await("answered", () -> seen.get() != null);
    assertThat(seen.get()).containsExactly("x");
  }

  @Test
  void everyMemberAppliesTheSame() {
    List<Running> all = three();
    propose(leaderOf(all), "e", 30);
    awaitSame(all, texts("e", 30));
  }

  @Test
  void aFollowerRefusesProposals() {
    List<Running> all = three();
    Running follower = followersOf(all).getFirst();
    assertThat(propose(follower, "no")).isInstanceOf(Outcome.NotAppended.class);
  }

  @Test
  void aRestartBringsBackWhatWasCommitted() {
    Running only = single();
    propose(only, "e", 120);
    lab.stop("m1");
    Running again = lab.again("m1");
    lab.await("leads again", again.recorder()::leads);
    assertThat(again.recorder().applied()).isEqualTo(texts("e", 120));
    assertThat(again.recorder().restores()).isEqualTo(1);
    assertThat(again.recorder().appliedWhenLeading()).isEqualTo(120);
    assertThat(again.recorder().memberIds()).containsExactly("m1");
    assertThat(propose(again, "more")).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void aMemberThatWasAwayGetsASnapshot() {
    List<Running> all = new ArrayList<>(three());
    Running leader = leaderOf(all);
    Running away = followersOf(all).getFirst();
    propose(leader, "a", 5);
    lab.stop(away.id());
    for (int i = 0; i < 10; i++) {
      propose(leader, "b" + i + "-", 30); // a snapshot is written beside the log and takes its time
    }
    all.set(all.indexOf(away), lab.again(away.id()));
    List<String> expected = new ArrayList<>(texts("a", 5));
    for (int i = 0; i < 10; i++) {
      expected.addAll(texts("b" + i + "-", 30));
    }
    awaitSame(all, expected);
    assertThat(of(all, away.id()).recorder().restores()).isPositive();
    propose(leaderOf(all), "c", 10);
    expected.addAll(texts("c", 10));
    awaitSame(all, expected);
  }

  @Test
  void anotherLeadsWhenTheLeaderStops() {
    List<Running> all = three();
    Running old = leaderOf(all);
    propose(old, "a", 10);
    lab.stop(old.id());
    List<Running> rest = all.stream().filter(m -> !m.id().equals(old.id())).toList();
    Running next = leaderOf(rest);
    assertThat(next.recorder().appliedWhenLeading()).isEqualTo(10);
    propose(next, "b", 10);
    Running back = lab.again(old.id());
    List<String> expected = new ArrayList<>(texts("a", 10));
    expected.addAll(texts("b", 10));
    awaitSame(List.of(rest.get(0), rest.get(1), back), expected);
    lab.await("the leader is known", () -> next.id().equals(back.recorder().leader()));
  }

  @Test
  void aLeaderThatCrashesTakesNothingAlongThatWasCommitted() {
    List<Running> all = new ArrayList<>(three());
    Running old = leaderOf(all);
    propose(old, "a", 20);
    lab.crash(old.id());
    List<Running> rest = all.stream().filter(m -> !m.id().equals(old.id())).toList();
    Running next = leaderOf(rest);
    assertThat(next.recorder().appliedWhenLeading()).isEqualTo(20);
    propose(next, "b", 5);
    all.set(all.indexOf(old), lab.again(old.id()));
    List<String> expected = new ArrayList<>(texts("a", 20));
    expected.addAll(texts("b", 5));
    awaitSame(all, expected);
  }

  @Test
  void aMemberAloneComesBackFromACrashWithAllThatWasCommitted() {
    Running only = single();
    propose(only, "e", 70);
    lab.crash("m1");
    Running again = lab.again("m1");
    lab.await("leads again", again.recorder()::leads);
    assertThat(again.recorder().applied()).isEqualTo(texts("e", 70));
  }

  @Test
  void leadershipCanBeHandedOver() {
    List<Running> all = three();
    Running old = leaderOf(all);
    Running next = followersOf(all).getFirst();
    propose(old, "a", 10);
    assertThat(change(done -> old.log().transferLeadership(next.id(), done)))
        .isInstanceOf(MemberChange.Done.class);
    lab.await("the next leads", next.recorder()::leads);
    lab.await("the old one knows", () -> !old.recorder().leads());
    assertThat(next.recorder().appliedWhenLeading()).isEqualTo(10);
    assertThat(propose(next, "b")).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void membersComeAndGo() {
    List<Running> all = three();
    Running leader = leaderOf(all);
    Running gone = followersOf(all).getFirst();
    Running other = followersOf(all).getLast();
    propose(leader, "a", 3);
    assertThat(change(done -> leader.log().removeMember(gone.id(), done)))
        .isInstanceOf(MemberChange.Done.class);
    lab.await("it hears of it", gone.recorder()::wasRemoved);
    lab.await("the others too", () -> leader.recorder().memberIds().size() == 2);
    lab.stop(gone.id());
    Running fourth = lab.join("m4");
    assertThat(change(done -> leader.log().addMember(lab.member("m4"), done)))
        .isInstanceOf(MemberChange.Done.class);
    propose(leader, "b", 3);
    List<String> expected = new ArrayList<>(texts("a", 3));
    expected.addAll(texts("b", 3));
    awaitSame(List.of(leader, fourth), expected);
    Set<String> left = new TreeSet<>(List.of(leader.id(), fourth.id(), other.id()));
    lab.await(
        "the fourth knows who is left",
        () -> new TreeSet<>(fourth.recorder().memberIds()).equals(left));
  }

  /** It may hear of the removal it missed; whoever hears it has to ask who is in. */
  @Test
  void whoWasRemovedWhileItWasAwayAndIsAddedAgainTakesPartAsBefore() {
    List<Running> all = new ArrayList<>(three());
    Running leader = leaderOf(all);
    Running away = followersOf(all).getFirst();
    propose(leader, "a", 3);
    lab.stop(away.id());
    removeFor(leader, away.id());
    propose(leader, "b", 3);
    Running back = addAgain(leader, away.id());
    all.set(all.indexOf(away), back);
    propose(leader, "c", 3);
    List<String> expected = new ArrayList<>(texts("a", 3));
    expected.addAll(texts("b", 3));
    expected.addAll(texts("c", 3));
    awaitSame(all, expected);
    lab.await("it knows that it is in", () -> back.recorder().memberIds().contains(back.id()));

    long toldBefore = removalsTold(back);
    removeFor(leader, back.id());
    lab.await("it hears that it is out for good", () -> removalsTold(back) > toldBefore);
  }

  private void removeFor(Running leader, String id) {
    assertThat(change(done -> leader.log().removeMember(id, done)))
        .isInstanceOf(MemberChange.Done.class);
  }

  /** The others may tell it to go before it is in again: then it is started once more. */
  private Running addAgain(Running leader, String id) {
    List<MemberChange> changes = new ArrayList<>();
    while (changes.size() < 5) {
      Running back = lab.again(id);
      changes.add(change(done -> leader.log().addMember(lab.member(id), done)));
      if (changes.getLast() instanceof MemberChange.Done) {
        return back;
      }
      lab.stop(id);
    }
    throw new AssertionError(id + " is not added again: " + changes);
  }

  private static long removalsTold(Running member) {
    return member.recorder().events().stream().filter("removed"::equals).count();
  }

  @Test
  void theLeaderCannotRemoveItself() {
    List<Running> all = three();
    Running leader = leaderOf(all);
    assertThat(change(done -> leader.log().removeMember(leader.id(), done)))
        .isInstanceOf(MemberChange.Refused.class);
  }

  @Test
  void anUnreachableMemberIsNotAdded() {
    Running only = single();
    assertThat(change(done -> only.log().addMember(lab.member("m9"), done)))
        .isInstanceOf(MemberChange.Refused.class);
    assertThat(propose(only, "goes on")).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void aReadOnAFollowerSeesWhatWasCommittedBefore() {
    List<Running> all = three();
    Running follower = followersOf(all).getFirst();
    propose(leaderOf(all), "e", 50);
    assertThat(barrier(follower)).isInstanceOf(Barrier.Reached.class);
    assertThat(follower.recorder().applied()).hasSize(50);
    assertThat(barrier(leaderOf(all))).isInstanceOf(Barrier.Reached.class);
  }

  @Test
  void withoutAQuorumReadsFailAndProposalsStayUnknown() {
    List<Running> all = new ArrayList<>(three());
    Running leader = leaderOf(all);
    propose(leader, "a", 5);
    List<Running> followers = followersOf(all);
    lab.stopTogether(followers.stream().map(Running::id).toList());
    List<String> expected = new ArrayList<>(texts("a", 5));
    Outcome last = propose(leader, "w0");
    for (int i = 1; last instanceof Outcome.Committed; i++) {
      expected.add("w" + (i - 1));
      last = propose(leader, "w" + i);
    }
    assertThat(last).isInstanceOf(Outcome.Unknown.class);
    String inDoubt = "w" + (expected.size() - 5);
    lab.await("it knows", () -> !leader.recorder().leads());
    assertThat(barrier(leader)).isInstanceOf(Barrier.NoLeader.class);
    followers.forEach(f -> all.set(all.indexOf(f), lab.again(f.id())));
    Running next = leaderOf(all);
    propose(next, "b", 5);
    if (next.recorder().applied().contains(inDoubt)) {
      expected.add(inDoubt);
    }
    expected.addAll(texts("b", 5));
    awaitSame(all, expected);
  }

  @Test
  void statusNamesLeaderAndPeers() {
    List<Running> all = three();
    Running leader = leaderOf(all);
    LogStatus status = leader.log().status();
    assertThat(status.role()).isEqualTo(LogStatus.Role.LEADER);
    assertThat(status.leaderId()).isEqualTo(leader.id());
    assertThat(status.peers()).hasSize(2).allMatch(LogStatus.Peer::reachable);
    Running follower = followersOf(all).getFirst();
    assertThat(follower.log().status().role()).isEqualTo(LogStatus.Role.FOLLOWER);
    lab.stop(follower.id());
    lab.await(
        "its silence is seen",
        () ->
            leader.log().status().peers().stream()
                .anyMatch(peer -> peer.memberId().equals(follower.id()) && !peer.reachable()));
  }
}
