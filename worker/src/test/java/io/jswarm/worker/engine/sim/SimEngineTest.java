package io.jswarm.worker.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.engine.Use;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SimEngineTest {
  private final SimEngine engine = new SimEngine(4, 1L << 30, Clock.systemUTC());

  @AfterEach
  void close() {
    engine.close();
  }

  private static ContainerPlan plan(String... behaviour) {
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("img").withEnv(List.of(behaviour)));
    return ContainerPlan.of("a".repeat(64), "t", spec).withName("web.1.t");
  }

  @Test
  void runsUntilItIsStopped() throws InterruptedException {
    String id = engine.prepare(plan());
    var _ = engine.start(id);

    assertThat(engine.find(id).orElseThrow().state()).isInstanceOf(LocalContainer.Running.class);
    assertThat(engine.await(id, Duration.ZERO)).isEmpty();
    engine.stop(id);
    assertThat(engine.await(id).code()).isEqualTo(128 + Signals.SIGTERM);
  }

  @Test
  void livesAsLongAsItsSpecSaysAndEndsAsItSays() throws InterruptedException {
    String id = engine.prepare(plan("sim.life=PT0.05S", "sim.exit=7"));
    var _ = engine.start(id);

    assertThat(engine.await(id)).extracting(Exit::code).isEqualTo(7);
  }

  @Test
  void heedsOnlyTheKillWhenStubborn() throws InterruptedException {
    String id = engine.prepare(plan("sim.stubborn=yes"));
    var _ = engine.start(id);

    assertThat(engine.stop(id, Duration.ofMillis(20)).code()).isEqualTo(128 + Signals.SIGKILL);
  }

  @Test
  void usesAsMuchAsItsSpecSaysWhileItRuns() {
    String id = engine.prepare(plan("sim.cpu=0.5", "sim.memory=4096"));
    assertThat(engine.use(id)).isEmpty();
    var _ = engine.start(id);
    Use first = engine.use(id).orElseThrow();
    assertThat(first.memoryBytes()).isEqualTo(4096);
    assertThat(engine.use(id).orElseThrow().cpuNanos()).isGreaterThanOrEqualTo(first.cpuNanos());

    engine.stop(id);
    assertThat(engine.use(id)).isEmpty();
  }

  @Test
  void refusesToPrepareOrToStartWhenToldTo() {
    assertThatThrownBy(() -> engine.prepare(plan("sim.reject=no such disk")))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("no such disk");
    String id = engine.prepare(plan("sim.fail-start=bad luck"));
    assertThatThrownBy(() -> engine.start(id))
        .isInstanceOf(EngineException.Failed.class)
        .hasMessage("bad luck");
  }

  @Test
  void preparingAndStartingTwiceMakesOneContainer() {
    String id = engine.prepare(plan());
    assertThat(engine.prepare(plan())).isEqualTo(id);
    assertThat(engine.start(id)).isEqualTo(engine.start(id));
    assertThat(engine.list()).hasSize(1);

    engine.remove(id);
    engine.remove(id);
    assertThatThrownBy(() -> engine.start(id)).isInstanceOf(EngineException.NoSuchContainer.class);
  }
}
