package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemovalTest {
  private static final String C = Sample.CONTAINER;

  private Instant now = Sample.NOON;

  @Test
  void aTaskWithoutContainerIsForgottenAtOnce() {
    TaskFacts task = ended(null);
    new Removal(task).begin();
    assertThat(task.phase).isEqualTo(Phase.GONE);
    assertThat(task.drain()).containsExactly(new TaskEffect.Forget());
  }

  @Test
  void aTaskIsForgottenWhenItsContainerIsGone() {
    TaskFacts task = ended(C);
    Removal removal = new Removal(task);
    removal.removed();
    assertThat(task.phase).isEqualTo(Phase.ENDED);

    removal.begin();
    assertThat(task.drain()).containsExactly(new TaskEffect.Remove(C));
    removal.removed();
    assertThat(task.phase).isEqualTo(Phase.GONE);
    assertThat(task.drain()).containsExactly(new TaskEffect.Forget());
  }

  @Test
  void itIsTriedAgainEverMoreSeldomUpToABound() {
    TaskFacts task = ended(C);
    Removal removal = new Removal(task);
    removal.begin();
    Duration delay = Removal.DELAY_FIRST;
    for (int failures = 0; failures < 8; failures++) {
      task.drain();
      removal.failed(now);
      assertThat(removal.wakeAt()).contains(now.plus(delay));
      removal.againIfDue(now);
      assertThat(task.drain()).isEmpty();

      now = now.plus(delay);
      removal.againIfDue(now);
      assertThat(task.drain()).containsExactly(new TaskEffect.Remove(C));
      assertThat(removal.wakeAt()).isEmpty();
      Duration doubled = delay.multipliedBy(2);
      delay = doubled.compareTo(Removal.DELAY_MAX) < 0 ? doubled : Removal.DELAY_MAX;
    }
    assertThat(delay).isEqualTo(Removal.DELAY_MAX);
  }

  private static TaskFacts ended(@Nullable String containerId) {
    var assignment = Sample.web("t1");
    return new TaskFacts(
        new Orders(assignment),
        new ReportedStatus(assignment.task().status()),
        Phase.ENDED,
        containerId);
  }
}
