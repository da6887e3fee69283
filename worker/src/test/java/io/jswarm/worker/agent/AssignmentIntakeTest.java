package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.worker.task.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssignmentIntakeTest {
  private static final Instant NOON = Sample.NOON;

  private final DiskLedger disk = new DiskLedger();
  private final AssignmentIntake intake = new AssignmentIntake(disk);
  private final Workload workload =
      new Workload(
          new AgentSettings("10.0.0.1", NodeDescription.UNKNOWN, 3, 2),
          new StatusOutbox(),
          disk,
          new Lease(),
          new Workload.Given(new Payloads(), new Logins(), intake::names));

  @Test
  void aMessageFollowsOnTheOneBeforeInItsSession() {
    assertThat(intake.isNext(1)).isTrue();
    take(1);
    assertThat(intake.isNext(1)).isFalse();
    assertThat(intake.isNext(2)).isTrue();
    assertThat(intake.isNext(3)).isFalse();

    intake.begin();
    assertThat(intake.isNext(1)).isTrue();
  }

  @Test
  void aTaskIsNamedUntilItIsTakenBackOrAnotherSessionBegins() {
    take(1, "t1", "t2");
    assertThat(workload.taskIds()).containsExactly("t1", "t2");
    give(new Assignments(2, 1, false, List.of(), List.of("t1")));
    assertThat(intake.names("t1")).isFalse();
    assertThat(intake.names("t2")).isTrue();

    intake.begin();
    assertThat(intake.names("t2")).isFalse();
  }

  @Test
  void theLeaderIsToldOnceOfWhatIsOnDisk() {
    take(1, "t1");
    take(2, "t2");
    assertThat(intake.confirm(true)).isEmpty();
    write();
    assertThat(intake.confirm(true)).hasValue(2);
    assertThat(intake.confirm(true)).isEmpty();
  }

  @Test
  void beforeAHeartbeatItIsToldOfManyTogetherOnly() {
    for (int i = 1; i < AssignmentIntake.CONFIRM_BY; i++) {
      take(i);
    }
    write();
    assertThat(intake.confirm(false)).isEmpty();
    take(AssignmentIntake.CONFIRM_BY);
    write();
    assertThat(intake.confirm(false)).hasValue(AssignmentIntake.CONFIRM_BY);
  }

  private void take(long sequence, String... taskIds) {
    var tasks = Stream.of(taskIds).map(Sample::web).toList();
    give(new Assignments(sequence, 1, false, tasks, List.of()));
  }

  private void give(Assignments message) {
    intake.take(message, workload, new Strays(List.of()), NOON, new ArrayList<>());
  }

  private void write() {
    disk.beginWrite(NOON).ifPresent(disk::wrote);
  }
}
