package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.EngineTimes;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostPortsTest {
  private static final PortConfig PORT =
      new PortConfig("", "tcp", 80, 8080, "host").withHostIp("10.0.0.5");
  private static final EngineTimes TIMES =
      new EngineTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  @Test
  void aTaskTellsItsPortsWhileItRuns() {
    Assignment web = Sample.web("t1");
    Assignment assigned =
        new Assignment(web.task(), web.serviceName(), web.serviceLabels(), List.of(PORT));
    TaskController task = new TaskController(assigned);
    step(task, new TaskInput.Assigned(assigned));
    step(task, new TaskInput.Granted());
    step(task, new TaskInput.Prepared(Sample.CONTAINER));
    step(task, new TaskInput.Granted());
    assertThat(task.status().portStatus().ports()).isEmpty();
    step(task, new TaskInput.Running(new Started(4711, Sample.NOON, TIMES)));
    assertThat(task.status().portStatus().ports()).containsExactly(PORT);
    step(task, new TaskInput.Exited(Sample.exit(1)));
    assertThat(task.status().portStatus().ports()).isEmpty();
  }

  private static void step(TaskController task, TaskInput input) {
    task.step(input, Sample.NOON);
  }
}
