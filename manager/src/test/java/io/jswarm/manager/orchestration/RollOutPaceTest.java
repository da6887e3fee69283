package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a roll-out goes on, and when it is over. */
class RollOutPaceTest {
  private static final Duration MILLI = Duration.ofMillis(1);

  private static UpdateConfig config(long parallelism, long delay, Duration monitor) {
    return new UpdateConfig(
        parallelism, Duration.ofSeconds(delay), "pause", monitor, 0, "stop-first");
  }

  private static Crew updated(Bench bench, ServiceSpec spec) {
    Service web = bench.create(spec);
    bench.obey();
    bench.update(web, image(spec, "busybox:2"));
    return new Crew(bench, web);
  }

  @Test
  void theNextSlotWaitsForTheDelayAfterTheOneBefore() {
    Bench bench = Bench.withNodes(2);
    Crew crew = updated(bench, web(3).withUpdateConfig(config(1, 10, Duration.ofSeconds(1))));
    bench.obey();

    assertThat(crew.running("busybox:2")).hasSize(1);
    bench.pass(Duration.ofSeconds(10).minus(MILLI));
    bench.obey();
    assertThat(crew.wanted("busybox:2")).hasSize(1);

    bench.pass(MILLI);
    bench.obey();
    assertThat(crew.running("busybox:2")).hasSize(2);
  }

  @Test
  void eachOfSeveralAtATimeHasItsOwnDelay() {
    Bench bench = Bench.withNodes(2);
    Crew crew = updated(bench, web(6).withUpdateConfig(config(2, 10, Duration.ofSeconds(1))));
    crew.stopWhatIsToStop();
    assertThat(crew.wanted("busybox:2")).hasSize(2);
    bench.report(crew.wanted("busybox:2").getFirst(), TaskState.RUNNING);
    bench.pass(Duration.ofSeconds(4));
    bench.report(crew.wanted("busybox:2").getLast(), TaskState.RUNNING);

    bench.pass(Duration.ofSeconds(6));
    bench.obey();
    assertThat(crew.running("busybox:2")).as("one of two has had its delay").hasSize(3);
    bench.pass(Duration.ofSeconds(4));
    bench.obey();
    assertThat(crew.running("busybox:2")).hasSize(4);
  }

  @Test
  void nothingIsWaitedForAfterTheLastSlotButTheMonitoringTime() {
    Bench bench = Bench.withNodes(2);
    Crew crew = updated(bench, web(1).withUpdateConfig(config(1, 60, Duration.ofSeconds(2))));
    bench.obey();
    assertThat(crew.state()).isEqualTo(UpdateState.UPDATING);

    bench.pass(Duration.ofSeconds(2).minus(MILLI));
    assertThat(crew.state()).isEqualTo(UpdateState.UPDATING);
    bench.pass(MILLI.multipliedBy(2));
    assertThat(crew.state()).isEqualTo(UpdateState.COMPLETED);
  }

  @Test
  void aMonitoringTimeOfZeroEndsTheUpdateWithItsLastTask() {
    Bench bench = Bench.withNodes(2);
    Crew crew = updated(bench, web(4).withUpdateConfig(config(2, 0, Duration.ZERO)));
    bench.obey();

    assertThat(crew.state()).isEqualTo(UpdateState.COMPLETED);
    assertThat(crew.running("busybox:2")).hasSize(4);
  }

  @Test
  void nothingSaidIsFiveSecondsOfWatching() {
    Bench bench = Bench.withNodes(2);
    Crew crew = updated(bench, web(2));
    bench.obey();
    bench.pass(Duration.ofSeconds(5).minus(MILLI));
    assertThat(crew.state()).isEqualTo(UpdateState.UPDATING);
    bench.pass(MILLI.multipliedBy(2));
    assertThat(crew.state()).isEqualTo(UpdateState.COMPLETED);
  }

  @Test
  void theStatusTellsWhenItBeganAndWhenItWasComplete() {
    Bench bench = Bench.withNodes(2);
    Instant began = bench.now;
    Crew crew = updated(bench, web(2).withUpdateConfig(config(1, 3, Duration.ofSeconds(1))));
    assertThat(crew.status().message()).isEqualTo("update in progress");
    assertThat(crew.status().completedAt()).isNull();
    bench.obey();
    bench.pass(Duration.ofSeconds(3));
    bench.obey();
    bench.pass(Duration.ofSeconds(2));

    assertThat(crew.status().state()).isEqualTo(UpdateState.COMPLETED);
    assertThat(crew.status().startedAt()).isBetween(began, began.plus(MILLI));
    Instant ended = began.plusSeconds(4);
    assertThat(crew.status().completedAt()).isBetween(ended, ended.plus(MILLI));
  }

  @Test
  void aNewSpecDoesNotWaitForTheDelayOfTheOneItSupersedes() {
    Bench bench = Bench.withNodes(2);
    ServiceSpec spec = web(3).withUpdateConfig(config(1, 60, Duration.ofSeconds(1)));
    Crew crew = updated(bench, spec);
    bench.obey();
    assertThat(crew.running("busybox:2")).hasSize(1);

    bench.update(crew.service(), image(spec, "busybox:3"));
    bench.obey();
    assertThat(crew.running("busybox:3")).hasSize(1);
  }
}
