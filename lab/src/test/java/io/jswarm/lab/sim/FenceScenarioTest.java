package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Fence;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A fenced task is somewhere once, or nowhere; that it is never twice is looked at all the time.
 */
class FenceScenarioTest extends Scene {
  /** Until managers have given the node up, and the replacement has started. */
  private static final Duration AROUND = Duration.ofSeconds(10);

  @Test
  void aNodeThatIsCutOffStopsItsTaskBeforeAnotherStarts() {
    Task task = fenced();
    cutOff(task.nodeId());

    world.pass(Fence.LEASE.minusSeconds(3));
    assertThat(tasksOn(task.nodeId())).contains(task.id());

    world.pass(Duration.ofSeconds(4));
    assertThat(tasksOn(task.nodeId())).doesNotContain(task.id());
    assertThat(world.ledger().containers().running()).isEmpty();

    runsElsewhere(task);
  }

  @Test
  void aNodeWithoutItsDaemonHasItsTaskKilled() {
    Task task = fenced();
    world.worker(task.nodeId()).killDaemon();

    world.pass(Fence.KILLED_AFTER.plusSeconds(2));
    assertThat(tasksOn(task.nodeId())).doesNotContain(task.id());

    runsElsewhere(task);
  }

  @Test
  void aDaemonThatIsBackInTimeKeepsItsTaskRunning() {
    Task task = fenced();
    world.worker(task.nodeId()).killDaemon();
    world.pass(Duration.ofSeconds(1));
    world.worker(task.nodeId()).boot();

    world.pass(Duration.ofMinutes(1));

    assertThat(world.ledger().containers().running()).containsOnlyKeys(task.id());
  }

  @Test
  void aChangeOfLeadersStopsNothing() {
    Task task = fenced();
    world.managers().kill(leader().id);

    world.pass(Duration.ofMinutes(1));

    assertThat(world.ledger().containers().running()).containsOnlyKeys(task.id());
  }

  @Test
  void aLeaderThatIsCutOffTogetherWithTheNodeGrantsNoLease() {
    Task task = fenced();
    world.pass(Duration.ofMinutes(1)); // so that who comes after knew it for long
    String old = leader().id;
    for (String manager : world.managers().hosts()) {
      if (!manager.equals(old)) {
        world.network().cut(task.nodeId(), manager);
        world.network().cut(manager, task.nodeId());
      }
    }
    world.logs().isolate(world.managers().peerId(old));

    world.pass(Fence.KILLED_AFTER.plusSeconds(3));
    assertThat(tasksOn(task.nodeId())).doesNotContain(task.id());

    runsElsewhere(task);
  }

  /** The one task of a fenced service, running. */
  private Task fenced() {
    ServiceSpec spec = Users.spec("db", "steady", 1);
    deploy(spec.withTaskTemplate(spec.taskTemplate().withFence(true)));
    return running("db").getFirst();
  }

  private void cutOff(String worker) {
    for (String manager : world.managers().hosts()) {
      world.network().cut(worker, manager);
      world.network().cut(manager, worker);
    }
  }

  private void runsElsewhere(Task task) {
    world.within(
        Fence.REPLACED_AFTER.plus(AROUND),
        "another runs elsewhere",
        () ->
            running("db").size() == 1
                && !running("db").getFirst().nodeId().equals(task.nodeId())
                && state(task.nodeId()) == NodeState.DOWN);
    assertThat(world.ledger().containers().running())
        .containsOnlyKeys(running("db").getFirst().id());
  }
}
