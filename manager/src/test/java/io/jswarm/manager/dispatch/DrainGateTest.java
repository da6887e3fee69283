package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.NetworkFlowTest.running;
import static io.jswarm.manager.dispatch.NetworkFlowTest.threeNodes;
import static io.jswarm.manager.dispatch.facts.Pieces.INGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.dispatch.facts.Pieces;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainGateTest {
  private static final Change STOP = new Change.SetTaskDesired("t1", TaskState.SHUTDOWN);
  private static final Change UNPUBLISH = new Change.PutService(Pieces.service("web", "net1"));

  @Test
  void aTaskIsToldToStopOnceEveryNodeThatCanSendToItSendsNoMore() {
    World world = published();
    world.change(STOP);

    for (String session : List.of("s1", "s2", "s3")) {
      assertThat(lastBackend(world, session).draining()).isTrue();
    }
    answer(world, "s1");
    answer(world, "s3");
    assertThat(world.sent("s1", Assignments.class)).hasSize(1);

    answer(world, "s2");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING, TaskState.SHUTDOWN);
  }

  @Test
  void onlyNodesWithTasksOnItsNetworkAreAskedForATaskThatIsNotPublished() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net1"));
    openAll(world);
    world.change(STOP);

    answer(world, "s1");
    answer(world, "s2");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatNobodyCallsIsToldAtOnce() {
    Task quiet = Pieces.task("t1", "quiet", "n1", TaskState.RUNNING, NetworkFact.FABRIC);
    World world = threeNodes(new Change.PutTask(quiet));
    openAll(world);
    world.change(STOP);

    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatIsPublishedNoMoreWhileItDrainsIsToldOnceAllHaveHeardOfThat() {
    World world = publishedByItsService();
    world.change(STOP);
    answer(world, "s1");
    world.change(UNPUBLISH);
    answer(world, "s2");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    answer(world, "s3");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING, TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatIsToStopAndPublishedNoMoreAtOnceIsToldOnceAllHaveHeardOfIt() {
    World world = publishedByItsService();
    world.change(UNPUBLISH, STOP);
    answer(world, "s1");
    answer(world, "s2");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    answer(world, "s3");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING, TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatIsPublishedNoMoreIsToldThoughItsNodeWasTakenForDownMeanwhile() {
    World world = publishedByItsService();
    world.change(STOP);
    world.change(
        new Change.SetNodeStatus("n1", Pieces.node("n1", NodeState.DOWN).status()), UNPUBLISH);
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);

    answer(world, "s1");
    answer(world, "s2");
    answer(world, "s3");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatDoesNotRunYetIsToldAtOnce() {
    Task starting = Pieces.task("t1", "web", "n1", TaskState.STARTING, INGRESS);
    World world = threeNodes(new Change.PutTask(starting));
    openAll(world);
    world.change(STOP);

    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void afterFiveSecondsItIsToldWhateverOthersSayAndTheSilentAreNamed() {
    World world = published();
    world.change(STOP);
    answer(world, "s1");
    answer(world, "s2");

    world.beat(Duration.ofSeconds(4), "s1", "s2", "s3");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);
    world.beat(Duration.ofSeconds(2), "s1", "s2", "s3");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
    assertThat(world.said).contains(new DispatchEffect.DrainOverdue(List.of("t1"), List.of("n3")));
    assertThat(world.core.counters().drainsOverdue()).isEqualTo(1);
  }

  @Test
  void aNodeThatDiesMeanwhileIsNotWaitedFor() {
    World world = published();
    world.change(STOP);
    answer(world, "s1");
    answer(world, "s2");
    world.give(new DispatchInput.Closed("s3"));
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    world.beat(Duration.ofSeconds(4), "s1", "s2");
    assertThat(world.state("n3")).isEqualTo(NodeState.DOWN);
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
    assertThat(world.core.counters().drainsOverdue()).isZero();
  }

  @Test
  void nobodySendsToTheTasksOfANodeThatWasGivenUpAndComesBackBeforeTheyStop() {
    World world = published();
    world.give(new DispatchInput.Closed("s1"));
    world.beat(Duration.ofSeconds(4), "s2", "s3");
    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
    world.change(STOP);

    world.open("s4", "n1");
    assertThat(told(world, "s4", "t1")).containsExactly(TaskState.RUNNING);
    answer(world, "s2");
    answer(world, "s4");
    assertThat(told(world, "s4", "t1")).containsExactly(TaskState.RUNNING);
    answer(world, "s3");
    assertThat(told(world, "s4", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aNodeThatIsReadyAgainBeforeItHasBeenToldIsWaitedForToo() {
    World world = new World(Pause.MIN);
    world.image = threeNodes(running("t1", "n1", INGRESS)).image;
    world.give(new DispatchInput.Leading(world.image));
    openAll(world);
    world.change(running("t2", "n2", INGRESS));
    answer(world, "s3");
    world.writerObeys = false;
    world.change(new Change.SetNodeStatus("n3", Pieces.node("n3", NodeState.DOWN).status()));
    world.change(STOP);
    world.change(new Change.SetNodeStatus("n3", Pieces.node("n3", NodeState.READY).status()));

    world.pass(Pause.MAX);
    answer(world, "s1");
    answer(world, "s2");
    world.pass(Pause.MAX);
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);
    answer(world, "s3");
    world.pass(Pause.MAX);
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aNodeThatLeavesIsNotWaitedFor() {
    World world = published();
    world.change(STOP);
    answer(world, "s1");
    answer(world, "s2");
    world.hear("s3", new WorkerMessage.Leaving());

    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aNodeThatLostItsSessionAnswersOnTheNextOne() {
    World world = published();
    world.change(STOP);
    answer(world, "s1");
    answer(world, "s2");
    world.give(new DispatchInput.Closed("s3"));
    world.open("s4", "n3");
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    answer(world, "s4");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void theOwnNodeHearsNothingOnANewSessionEither() {
    World world = published();
    world.change(STOP);
    world.give(new DispatchInput.Closed("s1"));
    world.open("s4", "n1");

    assertThat(told(world, "s4", "t1")).containsExactly(TaskState.RUNNING);
  }

  @Test
  void aNewLeaderAsksAgainBeforeItTellsWhatItsPredecessorMayNotHaveTold() {
    World world =
        threeNodes(
            running("t1", "n1", INGRESS), new Change.SetTaskDesired("t1", TaskState.SHUTDOWN));
    openAll(world);
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    answer(world, "s1");
    answer(world, "s2");
    answer(world, "s3");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void aTaskThatEndsByItselfIsNotToldAnythingItNeedNotHear() {
    World world = published();
    world.change(STOP);
    world.change(new Change.SetTaskStatus("t1", TaskStatus.of(TaskState.FAILED, World.START, "")));

    assertThat(world.core.counters().drained()).isZero();
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  @Test
  void theTasksOfARemovedServiceDrainToo() {
    World world = published();
    world.change(
        new Change.RemoveService("web"), new Change.SetTaskDesired("t1", TaskState.REMOVE));
    assertThat(told(world, "s1", "t1")).containsExactly(TaskState.RUNNING);

    answer(world, "s1");
    answer(world, "s2");
    answer(world, "s3");
    assertThat(told(world, "s1", "t1")).endsWith(TaskState.REMOVE);
  }

  @Test
  void aTaskThatWasToldToStopIsNotTakenBackWhenItsNodeReturns() {
    World world = published();
    world.change(STOP);
    answer(world, "s1");
    answer(world, "s2");
    answer(world, "s3");
    world.change(new Change.SetNodeStatus("n1", Pieces.node("n1", NodeState.DOWN).status()));
    world.change(new Change.SetNodeStatus("n1", Pieces.node("n1", NodeState.READY).status()));

    assertThat(told(world, "s1", "t1")).endsWith(TaskState.SHUTDOWN);
  }

  /** A published service with one task on n1, and a session for each of three nodes. */
  private static World published() {
    World world = threeNodes(running("t1", "n1", INGRESS));
    openAll(world);
    return world;
  }

  /** The same, where the task has an address on the fabric alone. */
  private static World publishedByItsService() {
    World world = threeNodes(running("t1", "n1", NetworkFact.FABRIC));
    openAll(world);
    return world;
  }

  private static void openAll(World world) {
    world.open("s1", "n1");
    world.open("s2", "n2");
    world.open("s3", "n3");
  }

  /** The node sends as it was told by now. */
  private static void answer(World world, String sessionId) {
    long sequence = world.sent(sessionId, Networks.class).getLast().sequence();
    world.hear(sessionId, new WorkerMessage.NetworksApplied(sequence));
  }

  private static List<TaskState> told(World world, String sessionId, String taskId) {
    return world.sent(sessionId, Assignments.class).stream()
        .flatMap(each -> each.tasks().stream())
        .map(Assignment::task)
        .filter(task -> task.id().equals(taskId))
        .map(Task::desiredState)
        .toList();
  }

  private static Backend lastBackend(World world, String sessionId) {
    return (Backend) world.sent(sessionId, Networks.class).getLast().facts().put().getLast();
  }
}
