package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes are asked what their tasks use. */
class MeteringTest {
  private static final Autoscale WISH = new Autoscale(1, 9, 70, 0, null);

  @Test
  void aNodeIsAskedOfItsRunningTasksEveryFewSeconds() {
    World world = cluster(WISH);
    assertThat(asked(world, "s1")).containsExactly(measure("t1"));
    assertThat(asked(world, "s2")).isEmpty();

    world.pass(Metering.EVERY);
    assertThat(asked(world, "s1")).hasSize(2).containsOnly(measure("t1"));
  }

  @Test
  void withoutAServiceThatAutoscalesNobodyIsAsked() {
    World world = cluster(null);
    world.pass(Metering.EVERY);

    assertThat(asked(world, "s1")).isEmpty();
  }

  @Test
  void whenTheServiceAutoscalesNoMoreTheQuestionsEnd() {
    World world = cluster(WISH);
    world.change(service(null));
    world.pass(Metering.EVERY);

    assertThat(asked(world, "s1")).hasSize(1);
  }

  @Test
  void theAnswerIsPassedOn() {
    World world = cluster(WISH);
    WorkerMessage.Usage usage =
        new WorkerMessage.Usage(5, List.of(new WorkerMessage.TaskUse("t1", 7, 9)));

    assertThat(world.hear("s1", usage)).contains(new DispatchEffect.Measured("w1", usage));
  }

  private static World cluster(@Nullable Autoscale wish) {
    World world =
        World.leading(
            World.node("w1", NodeState.READY),
            World.node("w2", NodeState.READY),
            service(wish),
            new Change.PutTask(World.task("t1", "w1", TaskState.RUNNING)),
            new Change.PutTask(World.task("t2", "w2", TaskState.STARTING)));
    world.open("s1", "w1", World.report("t1", TaskState.RUNNING));
    world.open("s2", "w2", World.report("t2", TaskState.STARTING));
    world.pass(Metering.EVERY);
    return world;
  }

  private static List<ManagerMessage.Measure> asked(World world, String session) {
    return world.sent(session, ManagerMessage.Measure.class);
  }

  private static ManagerMessage.Measure measure(String... tasks) {
    return new ManagerMessage.Measure(List.of(tasks));
  }

  private static Change service(@Nullable Autoscale wish) {
    ServiceSpec spec =
        ServiceSpec.of(
            "web",
            TaskSpec.of(ContainerSpec.of("busybox")),
            new ServiceMode(new ReplicatedService(2L, wish), null, null, null));
    return new Change.PutService(Service.of("service1", spec, World.START));
  }
}
