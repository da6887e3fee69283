package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container's life, also beyond that of the engine. Real containers. */
final class OciLifeTest {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final String OBEDIENT =
      "trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 1 & wait $!; done";

  private Lab lab;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    lab.closeAndCheck();
  }

  @Test
  void endsByItselfWhenAskedTo() throws InterruptedException {
    String id = lab.running(Plans.plan(1, Plans.shell(OBEDIENT)));

    Exit exit = lab.engine().stop(id, GRACE);

    assertThat(exit.code()).isEqualTo(5);
    assertThat(lab.output(id)).isEqualTo("ready\nbye\n");
  }

  @Test
  void isKilledWhenItDoesNotEndInTime() throws InterruptedException {
    String id =
        lab.running(
            Plans.plan(1, Plans.shell("trap '' TERM; echo ready; while :; do sleep 1; done")));

    Exit exit = lab.engine().stop(id, Duration.ofMillis(200));

    assertThat(exit.code()).isEqualTo(137);
    assertThat(exit.oomKilled()).isFalse();
  }

  @Test
  void getsTheStopSignalOfItsSpecAndAnyOtherByName() throws InterruptedException {
    String script =
        "trap 'exit 21' USR1; trap 'exit 22' HUP; echo ready; while :; do sleep 1 & wait $!; done";
    String first = lab.running(Plans.plan(1, Specs.stopSignal(Plans.shell(script), "SIGUSR1")));
    String second = lab.running(Plans.plan(2, Plans.shell(script)));

    lab.engine().stop(first);
    lab.engine().signal(second, Signals.parse("HUP").orElseThrow());

    assertThat(lab.engine().await(first).code()).isEqualTo(21);
    assertThat(lab.engine().await(second).code()).isEqualTo(22);
  }

  @Test
  void preparingAndStartingTwiceMakesOneContainer() throws InterruptedException {
    ContainerPlan plan = Plans.plan(1, Plans.shell(OBEDIENT));
    String id = lab.engine().prepare(plan);

    assertThat(lab.engine().prepare(plan)).isEqualTo(id);
    Started started = lab.engine().start(id);
    assertThat(lab.engine().start(id)).isEqualTo(started);
    assertThat(lab.engine().list()).hasSize(1);

    lab.engine().remove(id);
    lab.engine().remove(id);
    assertThatThrownBy(() -> lab.engine().start(id))
        .isInstanceOf(EngineException.NoSuchContainer.class);
  }

  @Test
  void aContainerThatHasRunIsNotStartedAgain() throws InterruptedException {
    ContainerPlan plan = Plans.plan(1, Plans.shell("true"));
    var _ = lab.exit(plan);

    assertThatThrownBy(() -> lab.engine().start(plan.containerId()))
        .isInstanceOf(EngineException.Failed.class);
    assertThatThrownBy(() -> lab.engine().prepare(plan)).isInstanceOf(EngineException.Failed.class);
  }

  @Test
  void anotherEngineFindsRunningContainersAgain() throws InterruptedException {
    String id = lab.running(Plans.plan(1, Plans.shell(OBEDIENT)));
    LocalContainer before = lab.engine().find(id).orElseThrow();

    lab.restart();

    assertThat(lab.engine().find(id)).contains(before);
    assertThat(lab.engine().stop(id, GRACE).code()).isEqualTo(5);
  }

  @Test
  void anotherEngineSeesWhatEndedWhileThereWasNone() throws InterruptedException, IOException {
    String id = lab.running(Plans.plan(1, Plans.shell("echo ready; cat; exit 9")));
    String waiting = lab.engine().prepare(Plans.plan(2, Plans.shell("exit 4")));
    String killed = lab.running(Plans.plan(3, Plans.shell("echo ready; sleep 1000")));
    int pid = lab.pid(killed);

    lab.restart(() -> lab.killAndWait(pid));

    assertThat(lab.engine().await(id).code()).isEqualTo(9);
    assertThat(lab.engine().await(killed).code()).isEqualTo(137);
    var _ = lab.engine().start(waiting);
    assertThat(lab.engine().await(waiting).code()).isEqualTo(4);
  }

  @Test
  void aContainerWhoseConmonIsGoneRunsOnAndItsEndIsSeen() throws InterruptedException, IOException {
    String id = lab.running(Plans.plan(1, Plans.shell("echo ready; trap '' PIPE; sleep 1000")));
    Path conmon = ContainerFiles.of(lab.settings(), id).conmonPid();
    lab.killAndWait(Integer.parseInt(Files.readString(conmon).strip()));

    assertThat(lab.engine().await(id, Duration.ofMillis(100))).isEmpty();
    lab.engine().signal(id, Signals.SIGKILL);

    Exit exit = lab.engine().await(id);
    assertThat(exit.code()).isEqualTo(Exit.UNKNOWN_CODE);
    assertThat(exit.error()).contains("conmon");
  }

  @Test
  void afterARebootContainersAreDeadAndCanBeRemoved() throws InterruptedException, IOException {
    String id = lab.running(Plans.plan(1, Plans.shell("echo ready; sleep 1000")));
    String created = lab.engine().prepare(Plans.plan(2, Plans.shell("sleep 1000")));
    int pid = lab.pid(id);
    int other = lab.createdPid(created);

    lab.restart(() -> {
      lab.killAndWait(pid);
      lab.killAndWait(other);
      for (Path each : Mounts.beneath(lab.settings().execRoot()).reversed()) {
        Mounts.unmount(each);
      }
      FileTree.delete(lab.settings().execRoot());
    });

    assertThat(lab.engine().list())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.state()).isInstanceOf(LocalContainer.Dead.class));
    assertThat(lab.engine().await(id).code()).isEqualTo(Exit.UNKNOWN_CODE);
    assertThat(lab.output(id)).isEqualTo("ready\n");
  }

  @Test
  void whatWasHalfMadeIsSweptAtTheNextStart() throws IOException {
    String id = lab.engine().prepare(Plans.plan(1, Plans.shell("sleep 1000")));

    lab.restart(() -> Files.delete(ContainerFiles.of(lab.settings(), id).record()));

    assertThat(lab.engine().list()).isEmpty();
    assertThat(lab.engine().prepare(Plans.plan(1, Plans.shell("sleep 1000")))).isEqualTo(id);
  }

  @Test
  void twoEnginesOnTheSameDirectoriesAreRefused() {
    assertThatThrownBy(() -> OciEngine.open(lab.settings(), java.time.Clock.systemUTC()))
        .isInstanceOf(EngineException.Failed.class);
  }

  @Test
  void followingALogLastsUntilTheEnd() throws InterruptedException {
    String id =
        lab.running(
            Plans.plan(
                1,
                Plans.shell("echo ready; echo wrong >&2; cat; sleep 0.3; echo last; printf open")));
    CountDownLatch done = new CountDownLatch(1);
    List<String> text = Collections.synchronizedList(new ArrayList<>());
    Thread.ofVirtual()
        .start(() -> {
          try {
            lab.engine()
                .logs(
                    id,
                    new LogRequest(true, true, true, null, null, -1),
                    entry -> {
                      text.add(entry.stream() + " " + entry.data().toText());
                      return true;
                    });
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          done.countDown();
        });

    assertThat(done.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(text)
        .contains("STDERR wrong\n")
        .containsSubsequence("STDOUT ready\n", "STDOUT last\n", "STDOUT open");
  }
}
