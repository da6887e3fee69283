package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.RootCa;
import io.jswarm.raftstore.log.LogLab.Running;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may take part, and where members are found; what only the real log can show. */
class RatisTrustTest {
  @TempDir Path directory;
  private RatisLab lab;

  @BeforeEach
  void open() {
    lab = new RatisLab(directory, RatisLogTest.EAGER);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aMemberOfAnotherCaIsNotAdded() {
    Running first = single();
    RootCa other = RootCa.create(new SecureRandom(), Instant.now());
    join("m2", lab.tls("m2", other, CertificateRole.MANAGER));
    assertThat(add(first, "m2")).isInstanceOf(MemberChange.Refused.class);
    assertThat(propose(first)).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void aWorkerIsNotAdded() {
    Running first = single();
    join("m2", lab.workerTls("m2"));
    assertThat(add(first, "m2")).isInstanceOf(MemberChange.Refused.class);
    assertThat(first.recorder().memberIds()).containsExactly("m1");
  }

  @Test
  void aMemberMayMoveToAnotherAddress() {
    Running first = single();
    lab.join("m2");
    assertThat(add(first, "m2")).isInstanceOf(MemberChange.Done.class);
    lab.stop("m2");
    lab.move("m2");
    Running moved = lab.again("m2");
    first.log().learnAddresses(java.util.List.of(lab.member("m2")));
    lab.await("one leads", () -> first.recorder().leads() || moved.recorder().leads());
    Running leader = first.recorder().leads() ? first : moved;
    assertThat(propose(leader)).isInstanceOf(Outcome.Committed.class);
    lab.await("it follows", () -> moved.recorder().applied().contains("x"));
  }

  @Test
  void reconnectingLosesNothing() {
    Running first = single();
    Running second = lab.join("m2");
    assertThat(add(first, "m2")).isInstanceOf(MemberChange.Done.class);
    ((RatisLog) first.log()).reconnect();
    for (int i = 0; i < 20; i++) {
      assertThat(propose(first)).isInstanceOf(Outcome.Committed.class);
    }
    lab.await("it follows", () -> second.recorder().applied().size() == 20);
  }

  @Test
  void aStateThatCannotGoOnStopsTheMember() {
    Recorder listener = new Recorder(lab::signal);
    RatisLog log =
        lab.run(
            lab.config("m1", RatisConfig.Start.FOUND, lab.tls("m1")), new BrokenState(), listener);
    lab.await("it leads", listener::leads);
    log.propose("x".getBytes(StandardCharsets.UTF_8), outcome -> {});
    lab.await(
        "it says why",
        () -> listener.events().stream().anyMatch(event -> event.contains("cannot go on")));
    lab.await("it stops leading", () -> !listener.leads());
  }

  @Test
  void sessionTicketsMustBeOff() {
    System.setProperty(PeerTls.TICKET_PROPERTY, "2");
    try {
      assertThatThrownBy(PeerTls::requireNoTickets).hasMessageContaining("must be off");
    } finally {
      System.setProperty(PeerTls.TICKET_PROPERTY, "0");
    }
  }

  private Running single() {
    Running only = lab.found("m1");
    lab.await("it leads", only.recorder()::leads);
    return only;
  }

  private void join(String id, PeerTls tls) {
    Recorder recorder = new Recorder(lab::signal);
    lab.run(lab.config(id, RatisConfig.Start.JOIN, tls), recorder, recorder);
  }

  private MemberChange add(Running leader, String id) {
    return answer(told -> leader.log().addMember(lab.member(id), told));
  }

  private Outcome propose(Running leader) {
    return answer(told -> leader.log().propose("x".getBytes(StandardCharsets.UTF_8), told));
  }

  private <T> T answer(Consumer<Consumer<T>> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    question.accept(answer::set);
    lab.await("an answer", () -> answer.get() != null);
    return answer.get();
  }
}
