package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.updating;
import static io.jswarm.manager.bench.Fixtures.watching;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a roll-out whose tasks fail. */
class RollOutFailureTest {
  private static final Duration WATCHED = Duration.ofSeconds(3);

  private final Bench bench = Bench.withNodes(3);

  private Crew updated(ServiceSpec spec, String image) {
    Service web = bench.create(spec);
    bench.obey();
    bench.pass(Duration.ofSeconds(10));
    bench.update(web, image(spec, image));
    return new Crew(bench, web);
  }

  private static ServiceSpec service(long replicas, String action, double ratio) {
    return web(replicas).withUpdateConfig(watching(WATCHED, action, ratio));
  }

  @Test
  void aTaskThatEndsBeforeItRunsPausesTheUpdateAndIsNamed() {
    Crew crew = updated(service(4, "pause", 0), "broken");
    Task first = crew.wanted("broken").getFirst();

    crew.until(UpdateState.PAUSED);

    assertThat(crew.status().message())
        .isEqualTo("update paused due to failure or early termination of task " + first.id());
    assertThat(crew.status().completedAt()).isNull();
    bench.pass(Duration.ofMinutes(1));
    bench.obey();
    assertThat(crew.running("busybox")).hasSize(3);
  }

  @Test
  void nothingSaidMeansThatAFailurePauses() {
    Crew crew = updated(web(2), "broken");
    crew.until(UpdateState.PAUSED);
    assertThat(crew.running("busybox")).hasSize(1);
  }

  @Test
  void aTaskThatEndsWhileItIsWatchedPausesTheUpdate() {
    Crew crew = updated(service(1, "pause", 0), "fragile");
    crew.until(UpdateState.PAUSED);
    assertThat(bench.tasks(crew.service(), Task::rolledOut)).hasSize(1);
  }

  @Test
  void aTaskThatEndsAfterItWasWatchedDoesNot() {
    UpdateConfig briefly = watching(Duration.ofMillis(500), "pause", 0);
    Crew crew = updated(web(4).withUpdateConfig(briefly), "fragile");
    crew.until(UpdateState.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"0.24, 1", "0.25, 2", "0.5, 3", "0.75, 4"})
  void asManyMayFailAsTheRatioSays(double ratio, int failures) {
    Crew crew = updated(service(4, "pause", ratio), "broken");
    crew.until(UpdateState.PAUSED);
    assertThat(bench.tasks(crew.service(), Task::rolledOut)).hasSize(failures);
  }

  @Test
  void aRatioOfOneNeverPauses() {
    Crew crew = updated(service(3, "pause", 1), "broken");
    crew.until(UpdateState.COMPLETED);
    assertThat(crew.running("busybox")).isEmpty();
  }

  @Test
  void whoeverSaysContinueGetsEverySlotReplaced() {
    Crew crew = updated(service(4, "continue", 0), "broken");
    crew.until(UpdateState.COMPLETED);
    assertThat(bench.wanted(crew.service())).hasSize(4).allMatch(this::isBroken);
  }

  private boolean isBroken(Task task) {
    return Crew.imageOf(task).equals("broken");
  }

  @Test
  void anUpdateThatFailsIsRolledBackAsTheRollbackIsConfigured() {
    UpdateConfig both = new UpdateConfig(2, Duration.ZERO, "rollback", WATCHED, 0, "stop-first");
    ServiceSpec spec = web(6).withUpdateConfig(both).withRollbackConfig(updating(0, "start-first"));
    Crew crew = updated(spec, "broken");
    List<Task> untouched = bench.running(crew.service());

    crew.until(UpdateState.ROLLBACK_COMPLETED);

    assertThat(crew.running("busybox")).hasSize(6).containsAll(untouched);
    assertThat(crew.status().message()).isEqualTo("rollback completed");
    assertThat(crew.status().completedAt()).isNotNull();
    Service service = bench.service(crew.service().id());
    assertThat(service.spec()).isEqualTo(spec);
    assertThat(service.previousSpec()).as("there is no way back to what failed").isNull();
  }

  @Test
  void aRollbackSaysWhyItBegan() {
    Crew crew = updated(service(3, "rollback", 0), "broken");
    Task first = crew.wanted("broken").getFirst();
    crew.until(UpdateState.ROLLBACK_STARTED);
    assertThat(crew.status().message())
        .isEqualTo("update rolled back due to failure or early termination of task " + first.id());
  }

  @Test
  void aRollbackThatFailsIsPausedAndNotRolledBack() {
    ServiceSpec spec = image(service(3, "rollback", 0), "busybox");
    Crew crew = updated(spec, "fragile");
    crew.until(UpdateState.ROLLBACK_STARTED);
    Task back = crew.wanted("busybox").stream().filter(Task::rolledOut).findFirst().orElseThrow();

    bench.obey();
    bench.report(back, TaskState.FAILED);

    assertThat(crew.state()).isEqualTo(UpdateState.ROLLBACK_PAUSED);
    assertThat(crew.status().message())
        .isEqualTo("update paused due to failure or early termination of task " + back.id());
  }

  @Test
  void aRollbackThatMayFailGoesOn() {
    ServiceSpec spec =
        service(3, "rollback", 0).withRollbackConfig(watching(WATCHED, "continue", 0));
    Crew crew = updated(spec, "broken");
    crew.until(UpdateState.ROLLBACK_STARTED);
    Task back = crew.wanted("busybox").stream().filter(Task::rolledOut).findFirst().orElseThrow();
    bench.report(back, TaskState.FAILED);
    crew.until(UpdateState.ROLLBACK_COMPLETED);
  }

  @Test
  void aPausedUpdateGoesOnWithTheNextChange() {
    ServiceSpec spec = service(4, "pause", 0);
    Crew crew = updated(spec, "broken");
    crew.until(UpdateState.PAUSED);

    bench.update(crew.service(), image(spec, "busybox:3"));
    crew.until(UpdateState.COMPLETED);
    assertThat(crew.running("busybox:3")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aTaskThatRunsAfterItsUpdateWasOvertakenStillTakesTheOldOnesPlace(boolean paused) {
    Service web = bench.create(web(2).withUpdateConfig(updating(0, "start-first")));
    Crew crew = new Crew(bench, web);
    bench.obey();
    bench.update(web, image(bench.service(web.id()).spec(), "busybox:2"));
    ServiceSpec oneByOne = web(2).withUpdateConfig(updating(1, "start-first"));
    bench.update(web, image(oneByOne, "broken"));
    Task late = crew.wanted("busybox:2").getFirst();
    if (paused) {
      bench.report(crew.wanted("broken").getFirst(), TaskState.REJECTED);
      assertThat(crew.state()).isEqualTo(UpdateState.PAUSED);
    }
    assertThat(crew.running("busybox")).as("it has yet to run").hasSize(2);

    bench.report(late, TaskState.RUNNING);

    assertThat(bench.wanted(web)).filteredOn(task -> task.slot() == late.slot()).hasSize(1);
    assertThat(crew.running("busybox:2")).extracting(Task::id).containsExactly(late.id());
    assertThat(crew.running("busybox")).as("the other slot has nothing newer").hasSize(1);
  }

  @Test
  void aPausedUpdateThatMayContinueDoesSo() {
    ServiceSpec spec = service(4, "pause", 0);
    Crew crew = updated(spec, "broken");
    crew.until(UpdateState.PAUSED);

    bench.update(crew.service(), image(service(4, "continue", 0), "broken"));
    crew.until(UpdateState.COMPLETED);
    assertThat(crew.running("busybox")).isEmpty();
  }

  @Test
  void aPausedUpdateCanBeRolledBackByHand() {
    Crew crew = updated(service(4, "pause", 0), "broken");
    crew.until(UpdateState.PAUSED);

    long version = bench.service(crew.service().id()).version().index();
    bench.submit(new Command.RollbackService(crew.service().id(), version));
    assertThat(crew.status().message()).isEqualTo("manually requested rollback");
    crew.until(UpdateState.ROLLBACK_COMPLETED);
    assertThat(crew.running("busybox")).hasSize(4);
  }

  @Test
  void aTaskThatLosesItsNodeHasNotFailed() {
    Crew crew = updated(service(3, "pause", 0), "busybox:2");
    crew.step();
    Task first = crew.wanted("busybox:2").getFirst();
    bench.observe(first.nodeId(), NodeState.DOWN);

    crew.until(UpdateState.COMPLETED);
    assertThat(crew.running("busybox:2")).hasSize(3);
  }

  @Test
  void aSlotThatMovesBeforeItRanIsStillTheRollOuts() {
    Crew crew = updated(service(3, "pause", 0), "busybox:2");
    Task first = crew.wanted("busybox:2").getFirst();
    bench.observe(first.nodeId(), NodeState.DOWN);

    assertThat(crew.wanted("busybox:2").stream().filter(Task::rolledOut)).hasSize(1);
  }

  @Test
  void anUpdateThatCannotHaveItsPortsBackIsPaused() {
    ServiceSpec spec = service(2, "rollback", 0).withEndpointSpec(publishing(8080));
    Service web = bench.create(spec);
    bench.obey();
    bench.update(web, image(spec, "broken").withEndpointSpec(publishing(8081)));
    bench.create(web(1).withName("other").withEndpointSpec(publishing(8080)));
    Crew crew = new Crew(bench, web);

    crew.until(UpdateState.PAUSED);
    assertThat(crew.status().message())
        .contains("it cannot be rolled back: port '8080' is already in use by service 'other'");
  }

  private static EndpointSpec publishing(int port) {
    PortConfig http = new PortConfig("", "tcp", 80, port, "ingress", "");
    return new EndpointSpec("vip", List.of(http));
  }
}
