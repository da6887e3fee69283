package io.jswarm.raftstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogLab.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every replicated log keeps to when members cannot hear each other, or stand still. */
public abstract class LogPartitionContract extends LogScene<HarshLab> {

  @Test
  void aLeaderThatIsCutOffCommitsNothingAndSaysSo() {
    List<Running> all = three();
    Running old = leaderOf(all);
    propose(old, "a", 10);
    lab.cutOff(old.id());
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    texts("lost", 5).forEach(text -> old.log().propose(bytes(text), outcomes::add));
    Running next = leaderOf(others(all, old));
    propose(next, "b", 10);
    lab.await("all are answered", () -> outcomes.size() == 5);
    lab.await("it knows", () -> !old.recorder().leads());
    assertThat(outcomes).noneMatch(Outcome.Committed.class::isInstance);
    assertThat(barrier(old)).isInstanceOf(Barrier.NoLeader.class);
    assertThat(old.recorder().applied()).isEqualTo(texts("a", 10));

    lab.rejoin(old.id());
    awaitOneStory(all, "a", 10, "b", 10);
    assertThat(old.recorder().applied()).doesNotContainAnyElementsOf(texts("lost", 5));
  }

  @Test
  void aFollowerThatWasCutOffGetsASnapshotAndDisturbsNobody() {
    List<Running> all = three();
    Running leader = leaderOf(all);
    Running away = followersOf(all).getFirst();
    propose(leader, "a", 5);
    awaitSame(all, texts("a", 5));
    lab.cutOff(away.id());
    List<String> expected = new ArrayList<>(texts("a", 5));
    for (int i = 0; i < 10; i++) {
      propose(leader, "b" + i + "-", 30); // a snapshot is written beside the log and takes its time
      expected.addAll(texts("b" + i + "-", 30));
    }
    assertThat(away.recorder().applied()).hasSize(5);
    lab.rejoin(away.id());
    awaitSame(all, expected);
    assertThat(away.recorder().restores()).isPositive();
    assertThat(leader.recorder().leads()).isTrue();
  }

  @Test
  void aLeaderThatStoodStillCommitsNothingOnceAnotherLeads() {
    List<Running> all = three();
    Running old = leaderOf(all);
    propose(old, "a", 10);
    lab.freeze(old.id());
    Running next = leaderOf(others(all, old));
    propose(next, "b", 10);
    lab.thaw(old.id());
    Outcome stale = propose(old, "stale");
    assertThat(stale).isNotInstanceOf(Outcome.Committed.class);
    lab.await("it knows", () -> !old.recorder().leads());
    awaitOneStory(all, "a", 10, "b", 10);
    assertThat(old.recorder().applied()).doesNotContain("stale");
  }

  private static List<Running> others(List<Running> all, Running but) {
    return all.stream().filter(member -> !member.id().equals(but.id())).toList();
  }

  private void awaitOneStory(
      List<Running> all, String first, int firstCount, String second, int secondCount) {
    List<String> expected = new ArrayList<>(texts(first, firstCount));
    expected.addAll(texts(second, secondCount));
    awaitSame(all, expected);
  }
}
