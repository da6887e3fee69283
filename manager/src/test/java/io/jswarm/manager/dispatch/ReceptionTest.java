package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReceptionTest {
  private static final Instant NOON = World.START;
  private static final ManagerAddress LEADER = new ManagerAddress("m2", "10.0.0.2:2377");
  private static final ClusterImage IMAGE =
      ClusterImage.EMPTY.with(List.of(World.node("n1", NodeState.READY)), NOON);

  private final Sessions sessions = new Sessions();
  private final DispatchCounters counters = new DispatchCounters();
  private final Reception reception = new Reception(sessions, counters);

  @Test
  void whoCallsWhileAnotherLeadsIsToldWhereAndKeptForAWhile() {
    reception.follow(LEADER);
    open("s1", "n1");
    assertThat(sessions.drain())
        .containsExactly(new DispatchEffect.Send("s1", new ManagerMessage.Redirect(LEADER)));
    assertThat(reception.wakeAt(NOON)).contains(NOON.plusSeconds(1));

    reception.tick(NOON.plus(Reception.HELD_MAX).minusMillis(1));
    assertThat(sessions.drain()).isEmpty();
    reception.tick(NOON.plus(Reception.HELD_MAX));
    assertThat(sessions.drain())
        .containsExactly(new DispatchEffect.Close("s1", "nobody has registered on this session"));
    assertThat(reception.wakeAt(NOON)).isEmpty();
  }

  @Test
  void whoHasRegisteredIsSentAwayWhenAnotherLeads() {
    reception.lead();
    sessions.register(open("s1", "n1"));
    sessions.drain();

    reception.follow(LEADER);
    assertThat(sessions.drain())
        .containsExactly(
            new DispatchEffect.Send("s1", new ManagerMessage.Redirect(LEADER)),
            new DispatchEffect.Close("s1", "this manager does not lead"),
            new DispatchEffect.Attendance("n1", false));
  }

  @Test
  void aNodeOfTheClusterIsAdmittedOnceInASession() {
    reception.lead();
    Session session = open("s1", "n1");
    assertThat(admit(session)).isTrue();
    sessions.register(session);
    sessions.drain();

    assertThat(admit(session)).isFalse();
    assertThat(sessions.drain())
        .startsWith(new DispatchEffect.Close("s1", "a session begins with one Register only"));
  }

  @Test
  void aStrangerIsNot() {
    reception.lead();
    assertThat(admit(open("s1", "n9"))).isFalse();
    assertThat(sessions.drain())
        .containsExactly(
            new DispatchEffect.Close("s1", "node n9 is not part of this cluster (any more)"));
  }

  @Test
  void aNodeThatComesTooOftenIsNotUntilTheNextTerm() {
    reception.lead();
    for (int i = 0; i < RegistrationLimit.COUNT_MAX; i++) {
      assertThat(admit(open("s" + i, "n1"))).isTrue();
    }
    assertThat(admit(open("s", "n1"))).isFalse();
    assertThat(counters.registrationsRefused()).isEqualTo(1);

    reception.lead();
    assertThat(admit(open("t", "n1"))).isTrue();
  }

  private Session open(String sessionId, String nodeId) {
    reception.opened(new DispatchInput.Opened(sessionId, nodeId, World.FOREVER), NOON);
    return Objects.requireNonNull(sessions.get(sessionId));
  }

  private boolean admit(Session session) {
    Node admitted = reception.admit(session, IMAGE, NOON);
    return admitted != null && admitted.id().equals(session.nodeId);
  }
}
