package io.jswarm.raftstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogLab.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Logs of one member and of three, and what one says to them and asks them. */
public abstract class LogScene<L extends LogLab> {
  private static final int ADDED_AT_MOST = 5;

  protected L lab;

  protected abstract L newLab();

  @BeforeEach
  void open() {
    lab = newLab();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  protected Running single() {
    Running only = lab.found("m1");
    lab.await("it leads", only.recorder()::leads);
    return only;
  }

  protected List<Running> three() {
    Running first = single();
    List<Running> all = new ArrayList<>(List.of(first));
    for (String id : List.of("m2", "m3")) {
      Running newcomer = lab.join(id);
      add(all, id);
      all.add(newcomer);
      List<LogMember> addresses = all.stream().map(m -> lab.member(m.id())).toList();
      all.forEach(m -> m.log().learnAddresses(addresses));
    }
    lab.await(
        "all know all", () -> all.stream().allMatch(m -> m.recorder().memberIds().size() == 3));
    return all;
  }

  /**
   * On a slow machine a newcomer may show no progress in time and be refused, and a leader may lose
   * its office meanwhile: then it is asked for again.
   */
  private void add(List<Running> all, String id) {
    List<MemberChange> changes = new ArrayList<>();
    while (!leaderOf(all).recorder().memberIds().contains(id)) {
      assertThat(changes).as("tries to add " + id).hasSizeLessThan(ADDED_AT_MOST);
      Running leader = leaderOf(all);
      MemberChange change = change(done -> leader.log().addMember(lab.member(id), done));
      changes.add(change);
      if (change instanceof MemberChange.Done) {
        return;
      }
    }
  }

  protected Running leaderOf(List<Running> among) {
    lab.await("one leads", () -> among.stream().anyMatch(m -> m.recorder().leads()));
    return among.stream().filter(m -> m.recorder().leads()).findFirst().orElseThrow();
  }

  protected List<Running> followersOf(List<Running> all) {
    Running leader = leaderOf(all);
    return all.stream().filter(m -> !m.id().equals(leader.id())).toList();
  }

  protected static Running of(List<Running> all, String id) {
    return all.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  protected void awaitSame(List<Running> all, List<String> expected) {
    lab.await(
        "all applied " + expected.size(),
        () -> all.stream().allMatch(m -> m.recorder().applied().size() >= expected.size()));
    all.forEach(m -> assertThat(m.recorder().applied()).as(m.id()).isEqualTo(expected));
  }

  protected void propose(Running to, String prefix, int count) {
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    texts(prefix, count).forEach(text -> to.log().propose(bytes(text), outcomes::add));
    lab.await("all answered", () -> outcomes.size() == count);
    assertThat(outcomes).allMatch(Outcome.Committed.class::isInstance);
  }

  protected Outcome propose(Running to, String text) {
    return answer(told -> to.log().propose(bytes(text), told));
  }

  protected MemberChange change(Consumer<Consumer<MemberChange>> verb) {
    return answer(verb);
  }

  protected Barrier barrier(Running at) {
    return answer(told -> at.log().readBarrier(Duration.ofSeconds(3), told));
  }

  protected <T> T answer(Consumer<Consumer<T>> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    question.accept(answer::set);
    lab.await("an answer", () -> answer.get() != null);
    return answer.get();
  }

  protected static List<String> texts(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
