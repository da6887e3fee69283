package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.task.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node says what its tasks use when it is asked. */
class AgentMeasureTest {
  @Test
  void thoseThatRunAreLookedAt() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"), Sample.web("t2"));
    bench.run("t1");

    bench.hear(new ManagerMessage.Measure(List.of("t1", "t2", "unknown")));

    assertThat(bench.all(AgentEffect.Measure.class))
        .containsExactly(
            new AgentEffect.Measure(bench.connection(), Map.of("t1", Sample.CONTAINER)));
  }

  @Test
  void whatWasSeenIsSaidToWhoeverAsked() {
    Bench bench = Bench.connected();
    WorkerMessage.Usage usage =
        new WorkerMessage.Usage(5, List.of(new WorkerMessage.TaskUse("t1", 7, 9)));

    bench.give(new AgentInput.Measured(bench.connection(), usage));

    assertThat(bench.said(WorkerMessage.Usage.class)).containsExactly(usage);
  }
}
