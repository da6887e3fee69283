package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Followers here wait up to a day for a silent leader: whoever is elected owes it to the watch. */
class LeaderWatchTest {
  private static final RatisTuning PATIENT =
      new RatisTuning(
          Duration.ofMillis(300),
          Duration.ofDays(1),
          new SnapshotPace(50, 1 << 20, 1 << 20),
          10,
          4 << 10);

  @TempDir Path directory;
  private RatisLab lab;
  private final List<Member> members = new ArrayList<>();

  private record Member(String id, RatisLog log, Recorder recorder) {}

  @BeforeEach
  void threeMembers() {
    lab = new RatisLab(directory, RatisLogTest.EAGER);
    start("m1", RatisConfig.Start.FOUND, RatisLogTest.EAGER);
    lab.await("the first leads", () -> member("m1").recorder().leads());
    for (String id : List.of("m2", "m3")) {
      start(id, RatisConfig.Start.JOIN, PATIENT);
      MemberChange added = answer(done -> member("m1").log().addMember(lab.member(id), done));
      assertThat(added).isInstanceOf(MemberChange.Done.class);
    }
    List<LogMember> all = members.stream().map(m -> lab.member(m.id())).toList();
    members.forEach(m -> m.log().learnAddresses(all));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aLeaderThatIsGoneIsReplacedWithoutWaitingForItsSilence() {
    propose("m1", "before");
    lab.await("all have it", () -> members.stream().allMatch(m -> has(m, "before")));
    lab.stop("m1");
    lab.await(
        "another leads", () -> member("m2").recorder().leads() || member("m3").recorder().leads());
    propose(member("m2").recorder().leads() ? "m2" : "m3", "after");
  }

  @Test
  void aLeaderWhoseStreamsBrokeAndWhoIsThereStays() {
    propose("m1", "before");
    member("m1").log().reconnect();
    propose("m1", "after");
    LogStatus status = member("m1").log().status();
    assertThat(status.role()).isEqualTo(LogStatus.Role.LEADER);
    lab.await("all have it", () -> has(member("m2"), "after"));
  }

  private static boolean has(Member member, String text) {
    return member.recorder().applied().contains(text);
  }

  private void start(String id, RatisConfig.Start how, RatisTuning tuning) {
    RatisConfig usual = lab.config(id, how, lab.tls(id));
    Recorder recorder = new Recorder(lab::signal);
    RatisConfig config =
        new RatisConfig(
            usual.clusterId(),
            usual.self(),
            usual.listen(),
            usual.directory(),
            usual.start(),
            usual.tls(),
            tuning);
    members.add(new Member(id, lab.run(config, recorder, recorder), recorder));
  }

  private Member member(String id) {
    return members.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  private void propose(String to, String text) {
    byte[] entry = text.getBytes(StandardCharsets.UTF_8);
    Outcome outcome = answer(told -> member(to).log().propose(entry, told));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
  }

  private <T> T answer(Consumer<Consumer<T>> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    question.accept(answer::set);
    lab.await("an answer", () -> answer.get() != null);
    return answer.get();
  }
}
