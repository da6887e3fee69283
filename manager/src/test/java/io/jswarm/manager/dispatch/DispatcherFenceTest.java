package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Fence;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherFenceTest {
  @Test
  void aLeaseIsGrantedOnceAMajorityHasConfirmedThatThisManagerLeads() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");

    world.hear("s1", new WorkerMessage.Renew(7));
    assertThat(world.sent("s1", ManagerMessage.Lease.class)).isEmpty();

    world.give(new DispatchInput.LeadConfirmed(question(world), true));
    assertThat(world.sent("s1", ManagerMessage.Lease.class))
        .containsExactly(new ManagerMessage.Lease(7));
  }

  @Test
  void whatIsAskedWhileTheMajorityThinksWaitsForItsNextWord() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    world.hear("s1", new WorkerMessage.Renew(1));
    long first = question(world);
    world.hear("s1", new WorkerMessage.Renew(2));

    world.give(new DispatchInput.LeadConfirmed(first, true));
    assertThat(world.sent("s1", ManagerMessage.Lease.class))
        .containsExactly(new ManagerMessage.Lease(1));

    world.give(new DispatchInput.LeadConfirmed(question(world), true));
    assertThat(world.sent("s1", ManagerMessage.Lease.class))
        .containsExactly(new ManagerMessage.Lease(1), new ManagerMessage.Lease(2));
  }

  @Test
  void withoutAMajorityThereIsNoLease() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    world.hear("s1", new WorkerMessage.Renew(1));

    world.give(new DispatchInput.LeadConfirmed(question(world), false));

    assertThat(world.sent("s1", ManagerMessage.Lease.class)).isEmpty();
  }

  @Test
  void aConfirmationFromAnEarlierTermGrantsNothing() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    world.hear("s1", new WorkerMessage.Renew(1));
    long old = question(world);
    world.give(new DispatchInput.NotLeading(null, false));
    world.give(new DispatchInput.Leading(world.image));
    world.open("s2", "w1");

    world.give(new DispatchInput.LeadConfirmed(old, true));

    assertThat(world.sent("s2", ManagerMessage.Lease.class)).isEmpty();
  }

  @Test
  void aNodeThatIsDownIsFencedWhenEveryLeaseMustHaveEnded() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    goesDown(world);

    world.pass(Fence.REPLACED_AFTER.minusMillis(1));
    assertThat(world.status("w1").fenced()).isFalse();

    world.pass(Duration.ofMillis(1));
    assertThat(world.status("w1").fenced()).isTrue();
    assertThat(world.state("w1")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void whoComesBackAndGoesAgainIsWaitedForFromTheBeginning() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    goesDown(world);
    world.pass(Duration.ofSeconds(15));
    world.open("s2", "w1");
    goesDown(world);

    world.pass(Fence.REPLACED_AFTER.minusMillis(1));

    assertThat(world.status("w1").fenced()).isFalse();
  }

  @Test
  void aNewLeaderCountsForItself() {
    World world = World.leading(World.node("w1", NodeState.READY), fenced("t1", "w1"));
    world.open("s1", "w1");
    goesDown(world);
    world.pass(Duration.ofSeconds(15));
    world.give(new DispatchInput.NotLeading(null, false));
    world.give(new DispatchInput.Leading(world.image));

    world.pass(Fence.REPLACED_AFTER.minusMillis(1));
    assertThat(world.status("w1").fenced()).isFalse();

    world.pass(Duration.ofMillis(1));
    assertThat(world.status("w1").fenced()).isTrue();
  }

  @Test
  void aNodeWithoutSuchTasksIsOnlyDown() {
    World world = World.leading(World.node("w1", NodeState.READY));
    world.open("s1", "w1");
    goesDown(world);

    world.pass(Duration.ofMinutes(10));

    assertThat(world.status("w1").fenced()).isFalse();
  }

  private static void goesDown(World world) {
    while (world.state("w1") != NodeState.DOWN) {
      world.pass(Duration.ofMillis(100));
    }
  }

  private static Change fenced(String id, String nodeId) {
    Task task = World.task(id, nodeId, TaskState.RUNNING);
    return new Change.PutTask(task.withSpec(task.spec().withFence(true)));
  }

  private static long question(World world) {
    List<DispatchEffect.ConfirmLead> asked =
        world.said.stream()
            .filter(DispatchEffect.ConfirmLead.class::isInstance)
            .map(DispatchEffect.ConfirmLead.class::cast)
            .toList();
    return asked.getLast().ticket();
  }
}
