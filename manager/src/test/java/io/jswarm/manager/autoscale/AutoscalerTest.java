package io.jswarm.manager.autoscale;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.watching;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.AutoscaleStatus.Scaling;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a service whose tasks share a load. */
class AutoscalerTest {
  private static final Duration COOLDOWN = Duration.ofSeconds(30);
  private static final Autoscale HALF_A_CORE = new Autoscale(2, 10, 50, 0, COOLDOWN);

  /** The first figure needs two readings, then all of the patience has to agree. */
  private static final Duration NOTICED = Duration.ofSeconds(30);

  @Test
  void thereAreMoreTasksWhenTheyUseMoreThanIsWanted() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 2.0);
    web.pass(NOTICED);

    assertThat(web.replicas()).isEqualTo(4);
    assertThat(web.bench.running(web.service())).hasSize(4);
    Scaling scaling = Bench.there("the decision", web.lastScale());
    assertThat(scaling.from()).isEqualTo(2);
    assertThat(scaling.to()).isEqualTo(4);
    assertThat(scaling.reason()).isEqualTo("CPU is at 100% where 50% is wanted");
  }

  @Test
  void aPeakThatIsOverSoonChangesNothing() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 1.0);
    web.pass(NOTICED);
    web.load = 2.0;
    web.pass(LoadedService.PERIOD);
    web.load = 1.0;
    web.pass(Duration.ofMinutes(1));

    assertThat(web.replicas()).isEqualTo(2);
    assertThat(web.lastScale()).isNull();
  }

  @Test
  void thereAreFewerOnlyWhenFewerWereEnoughForTheCooldown() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 3.0);
    web.pass(NOTICED);
    web.load = 1.0;
    web.pass(COOLDOWN);
    assertThat(web.replicas()).isEqualTo(6);

    web.pass(COOLDOWN);
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void aDipWithinTheCooldownChangesNothing() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 3.0);
    for (int i = 0; i < 5; i++) {
      web.load = 3.0;
      web.pass(Duration.ofSeconds(20));
      web.load = 0.5;
      web.pass(Duration.ofSeconds(20));
    }

    assertThat(web.replicas()).isEqualTo(6);
  }

  @Test
  void theyStayWithinTheirBounds() {
    LoadedService web = new LoadedService(2, new Autoscale(2, 5, 50, 0, COOLDOWN), 40);
    web.pass(Duration.ofMinutes(3));
    assertThat(web.replicas()).isEqualTo(5);

    web.load = 0;
    web.pass(Duration.ofMinutes(3));
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void withoutFiguresNothingIsDecided() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 0.1);
    web.silent = true;
    web.pass(Duration.ofMinutes(5));

    assertThat(web.replicas()).isEqualTo(6);
    assertThat(web.service().autoscaleStatus()).isNull();
  }

  @Test
  void figuresThatStopComingDecideNothing() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 3.0);
    web.pass(NOTICED);
    web.load = 0.1;
    web.pass(Duration.ofSeconds(15));
    web.silent = true;
    web.pass(Duration.ofMinutes(5));

    assertThat(web.replicas()).isEqualTo(6);
  }

  @Test
  void aNewLeaderDecidesNothingBeforeItHasHeardEnough() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 3.0);
    web.pass(NOTICED);
    web.load = 1.0;
    web.pass(COOLDOWN);
    web.bench.leadAgain(2);
    web.pass(COOLDOWN);
    assertThat(web.replicas()).isEqualTo(6);

    web.pass(Duration.ofSeconds(15));
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void aNumberSetByHandStaysForTheCooldown() {
    LoadedService web = new LoadedService(2, new Autoscale(1, 10, 50, 0, COOLDOWN), 1.0);
    web.pass(Duration.ofMinutes(1));
    ServiceSpec spec = web.service().spec();
    web.bench.update(web.service(), spec.withMode(spec.mode().withReplicas(1)));
    web.bench.obey();
    web.pass(Duration.ofSeconds(25));
    assertThat(web.replicas()).isEqualTo(1);
    AutoscaleStatus status = Bench.there("a status", web.service().autoscaleStatus());
    assertThat(status.setByHandAt()).isNotNull();

    web.pass(Duration.ofMinutes(1));
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void noRollOutBeginsAndNothingIsLostThatItCouldBeRolledBackTo() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 1.0);
    web.bench.update(web.service(), image(web.service().spec(), "busybox:2"));
    web.pass(Duration.ofMinutes(1));
    Service before = web.service();
    List<String> tasks = web.bench.running(before).stream().map(Task::id).toList();
    web.load = 2.0;
    web.pass(Duration.ofMinutes(1));

    Service after = web.service();
    assertThat(web.replicas()).isEqualTo(4);
    assertThat(after.previousSpec()).isEqualTo(before.previousSpec());
    assertThat(after.updateStatus()).isEqualTo(before.updateStatus());
    assertThat(after.specVersion()).isEqualTo(before.specVersion());
    assertThat(web.bench.running(after)).extracting(Task::id).containsAll(tasks);
  }

  @Test
  void aRollbackKeepsTheNumberThatTheLoadCallsFor() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 1.0);
    web.bench.update(web.service(), image(web.service().spec(), "busybox:2"));
    web.load = 2.0;
    web.pass(Duration.ofMinutes(1));
    assertThat(web.replicas()).isEqualTo(4);

    long version = web.service().version().index();
    web.bench.submit(new Command.RollbackService(web.service().id(), version));
    web.bench.obey();

    assertThat(web.replicas()).isEqualTo(4);
    assertThat(web.service().spec().taskTemplate())
        .isEqualTo(LoadedService.spec(2, HALF_A_CORE).taskTemplate());
  }

  @Test
  void anUpdateThatTurnsBackKeepsItToo() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 2.0);
    ServiceSpec spec = web.service().spec();
    web.bench.update(
        web.service(), spec.withUpdateConfig(watching(Duration.ofSeconds(10), "rollback", 0)));
    web.pass(Duration.ofMinutes(1));
    assertThat(web.replicas()).isEqualTo(4);
    web.bench.update(web.service(), image(web.service().spec(), "broken"));
    Task first =
        web.bench.wanted(web.service()).stream()
            .filter(task -> !web.bench.running(web.service()).contains(task))
            .findFirst()
            .orElseThrow();
    web.bench.report(first, TaskState.REJECTED);
    web.bench.finish();

    UpdateStatus status = Bench.there("an update", web.service().updateStatus());
    assertThat(status.state()).isEqualTo(UpdateState.ROLLBACK_STARTED);
    assertThat(web.replicas()).isEqualTo(4);
  }

  @Test
  void whileAnUpdateIsUnderWayThereAreNotFewer() {
    LoadedService web = new LoadedService(6, HALF_A_CORE, 3.0);
    ServiceSpec spec =
        web.service().spec().withUpdateConfig(watching(Duration.ofMinutes(10), "continue", 1));
    web.bench.update(web.service(), image(spec, "busybox:2"));
    web.load = 1.0;
    web.pass(Duration.ofMinutes(3));

    UpdateStatus status = Bench.there("an update", web.service().updateStatus());
    assertThat(status.state()).isEqualTo(UpdateState.UPDATING);
    assertThat(web.replicas()).isEqualTo(6);
  }

  @Test
  void whoTakesItAwayHasTheNumberAgain() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 2.0);
    web.pass(NOTICED);
    ServiceSpec spec = web.service().spec();
    web.bench.update(web.service(), spec.withMode(ServiceMode.ofReplicas(3)));
    web.bench.obey();
    web.pass(Duration.ofMinutes(3));

    assertThat(web.replicas()).isEqualTo(3);
    assertThat(web.service().autoscaleStatus()).isNull();
  }

  @Test
  void figuresAreWrittenDownWhenTheyHaveChangedAndSeldom() {
    LoadedService web = new LoadedService(2, HALF_A_CORE, 1.0);
    web.pass(Duration.ofSeconds(15));
    AutoscaleStatus first = Bench.there("a status", web.service().autoscaleStatus());
    assertThat(first.cpu()).isEqualTo(50);
    int rounds = web.bench.rounds.size();

    web.pass(Duration.ofMinutes(5));
    assertThat(web.bench.rounds).hasSize(rounds);

    web.load = 0.6;
    web.pass(Duration.ofMinutes(2));
    assertThat(Bench.there("a status", web.service().autoscaleStatus()).cpu()).isEqualTo(30);
    assertThat(web.bench.rounds).hasSizeLessThan(rounds + 4);
  }
}
