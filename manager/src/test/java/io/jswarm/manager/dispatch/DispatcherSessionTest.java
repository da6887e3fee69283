package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.World.member;
import static io.jswarm.manager.dispatch.World.node;
import static io.jswarm.manager.dispatch.World.report;
import static io.jswarm.manager.dispatch.World.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherSessionTest {
  private static final Change READY = node("n1", NodeState.READY);

  @Test
  void aSessionBeginsWithWelcomeTheClusterItsNetworksAndTheCompleteSet() {
    World world =
        World.leading(
            READY,
            member("m0", "a:2377"),
            member("m1", "b:2377"),
            new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)),
            new Change.PutTask(task("t2", "n2", TaskState.ASSIGNED)));

    world.open("s1", "n1");

    assertThat(world.sent("s1", ManagerMessage.class))
        .hasSize(4)
        .satisfies(
            all -> assertThat(all.get(0)).isEqualTo(new ManagerMessage.Welcome("s1", 1_000)));
    ManagerMessage.Cluster cluster = world.sent("s1", ManagerMessage.Cluster.class).getFirst();
    assertThat(cluster.managers())
        .containsExactly(new ManagerAddress("m1", "b:2377"), new ManagerAddress("m0", "a:2377"));
    assertThat(cluster.role()).isEqualTo("worker");
    assertThat(world.sent("s1", ManagerMessage.class).get(2)).isInstanceOf(Networks.class);
    Assignments set = world.sent("s1", Assignments.class).getFirst();
    assertThat(set.sequence()).isEqualTo(1);
    assertThat(set.complete()).isTrue();
    assertThat(set.tasks()).extracting(each -> each.task().id()).containsExactly("t1");
  }

  @Test
  void aHugeSetComesInPartsOfWhichOnlyTheLastIsComplete() {
    List<Change> changes = new ArrayList<>(List.of(READY));
    for (int i = 0; i < 2_500; i++) {
      changes.add(new Change.PutTask(task("t%04d".formatted(i), "n1", TaskState.RUNNING)));
    }
    World world = World.leading(changes.toArray(Change[]::new));

    world.open("s1", "n1");

    List<Assignments> sets = world.sent("s1", Assignments.class);
    assertThat(sets).extracting(Assignments::sequence).containsExactly(1L, 2L, 3L);
    assertThat(sets).extracting(Assignments::complete).containsExactly(false, false, true);
    assertThat(sets.stream().mapToInt(set -> set.tasks().size()).sum()).isEqualTo(2_500);
  }

  @Test
  void ofRoundsThatAreTakenTogetherANodeHearsInOneMessageHowItsTasksAreAfterTheLast() {
    World world = World.leading(READY);
    world.open("s1", "n1");
    List<Change> rounds =
        List.of(
            new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)),
            new Change.PutTask(task("t2", "n1", TaskState.ASSIGNED)),
            new Change.SetTaskDesired("t1", TaskState.SHUTDOWN),
            new Change.PutTask(task("t3", "n1", TaskState.ASSIGNED)),
            new Change.RemoveTask("t3"));

    world.change(rounds.toArray(Change[]::new));

    List<Assignments> sets = world.sent("s1", Assignments.class);
    assertThat(sets).hasSize(2);
    assertThat(sets.getLast().removed()).isEmpty();
    assertThat(sets.getLast().tasks())
        .extracting(each -> each.task().id() + " " + each.task().desiredState())
        .containsExactly("t1 SHUTDOWN", "t2 RUNNING");
  }

  @Test
  void aNodeHearsOfItsNewChangedAndRemovedTasksAtOnceAndOfNoOthers() {
    World world = World.leading(READY, new Change.PutTask(task("t1", "n1", TaskState.RUNNING)));
    world.open("s1", "n1");

    world.change(
        new Change.PutTask(task("t2", "n1", TaskState.ASSIGNED)),
        new Change.SetTaskDesired("t1", TaskState.SHUTDOWN),
        new Change.PutTask(task("t3", "n2", TaskState.ASSIGNED)));
    world.change(new Change.RemoveTask("t1"));

    List<Assignments> sets = world.sent("s1", Assignments.class);
    assertThat(sets).hasSize(3);
    assertThat(sets.get(1).tasks())
        .extracting(each -> each.task().id())
        .containsExactly("t1", "t2");
    assertThat(sets.get(2).removed()).containsExactly("t1");
    assertThat(sets.get(2).sequence()).isEqualTo(3);
  }

  @Test
  void aNodeDoesNotHearItsOwnStatusesBack() {
    World world = World.leading(READY, new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)));
    world.open("s1", "n1");

    world.change(
        new Change.SetTaskStatus("t1", TaskStatus.of(TaskState.RUNNING, world.now, "started")));

    assertThat(world.sent("s1", Assignments.class)).hasSize(1);
  }

  @Test
  void anAssignmentReachesTheNodeWhoseSessionIsOpen() {
    World world = World.leading(READY, new Change.PutTask(task("t1", "", TaskState.PENDING)));
    world.open("s1", "n1");

    world.change(
        new Change.AssignTask(
            "t1", "n1", TaskStatus.of(TaskState.ASSIGNED, world.now, ""), List.of(), List.of()));

    assertThat(world.sent("s1", Assignments.class).getLast().tasks()).hasSize(1);
  }

  @Test
  void anImageWithoutItsChangesIsComparedWithWhatWasSent() {
    World world =
        World.leading(
            READY,
            new Change.PutTask(task("t1", "n1", TaskState.RUNNING)),
            new Change.PutTask(task("t2", "n1", TaskState.RUNNING)));
    world.open("s1", "n1");

    world.image =
        world.image.with(
            List.of(
                new Change.RemoveTask("t1"),
                new Change.PutTask(task("t3", "n1", TaskState.ASSIGNED))),
            world.now);
    world.give(new DispatchInput.ImageReplaced(world.image));

    List<Assignments> sets = world.sent("s1", Assignments.class);
    assertThat(sets.get(1).removed()).containsExactly("t1");
    assertThat(sets.get(2).tasks()).extracting(each -> each.task().id()).containsExactly("t3");
  }

  @Test
  void statusesAreAcknowledgedInOrderOnceCommitted() {
    World world =
        World.leading(
            READY,
            new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)),
            new Change.PutTask(task("t2", "n1", TaskState.RUNNING)));
    world.open("s1", "n1");

    world.hear("s1", new WorkerMessage.Statuses(1, List.of(report("t1", TaskState.RUNNING))));
    world.hear("s1", new WorkerMessage.Statuses(2, List.of(report("t2", TaskState.STARTING))));
    assertThat(world.sent("s1", ManagerMessage.StatusesAck.class))
        .as("2 brought nothing new, but 1 is not committed")
        .isEmpty();
    world.give(new DispatchInput.Committed(world.reported().getFirst().ticket()));

    assertThat(world.sent("s1", ManagerMessage.StatusesAck.class))
        .containsExactly(new ManagerMessage.StatusesAck(2));
  }

  @Test
  void onlyForwardStatusesOfTheNodesOwnTasksArePassedOn() {
    World world =
        World.leading(
            READY,
            new Change.PutTask(task("t1", "n1", TaskState.RUNNING)),
            new Change.PutTask(task("t2", "n2", TaskState.ASSIGNED)),
            new Change.PutTask(task("t3", "n1", TaskState.ASSIGNED)));

    world.open(
        "s1",
        "n1",
        report("t1", TaskState.PREPARING),
        report("t2", TaskState.RUNNING),
        report("t3", TaskState.RUNNING),
        report("gone", TaskState.FAILED));

    assertThat(world.reported()).hasSize(1);
    assertThat(world.reported().getFirst().reports())
        .containsExactly(report("t3", TaskState.RUNNING));
    assertThat(world.core.counters().statusesForeign()).isEqualTo(2);
    assertThat(world.core.counters().statusesOld()).isEqualTo(1);
  }

  @Test
  void aSecondSessionOfTheSameNodeReplacesTheFirst() {
    World world = World.leading(READY);
    world.open("s1", "n1");

    world.open("s2", "n1");
    world.give(new DispatchInput.Closed("s1"));

    assertThat(world.closed("s1")).containsExactly("the node has opened a newer session");
    assertThat(world.core.hasSession("n1")).isTrue();
  }

  @Test
  void whoDoesNotLeadSendsNodesToTheLeader() {
    World world = new World();
    ManagerAddress leader = new ManagerAddress("m2", "c:2377");
    world.give(new DispatchInput.NotLeading(leader, true));

    world.open("s1", "n1");

    assertThat(world.sent("s1", ManagerMessage.class))
        .containsExactly(new ManagerMessage.Redirect(leader));
    assertThat(world.closed("s1")).as("the node may know better, and stay").isEmpty();
  }

  @Test
  void aNodeThatCallsWhileThereIsNoLeaderIsToldWhereToGoAsSoonAsThereIsOne() {
    World world = new World();
    world.give(new DispatchInput.NotLeading(null, false));
    world.open("s1", "n1");

    ManagerAddress leader = new ManagerAddress("m2", "c:2377");
    world.give(new DispatchInput.NotLeading(leader, true));

    assertThat(world.sent("s1", ManagerMessage.class))
        .containsExactly(new ManagerMessage.Redirect(null), new ManagerMessage.Redirect(leader));
    assertThat(world.closed("s1")).isEmpty();
  }

  @Test
  void aNodeThatCallsWhileThereIsNoLeaderIsServedWhenThisManagerLeads() {
    World world = new World();
    world.image = ClusterImage.EMPTY.with(List.of(READY), world.now);
    world.give(new DispatchInput.NotLeading(null, false));
    world.open("s1", "n1");

    world.give(new DispatchInput.Leading(world.image));

    assertThat(world.sent("s1", ManagerMessage.Welcome.class)).hasSize(1);
    assertThat(world.core.hasSession("n1")).isTrue();
  }

  @Test
  void aStreamOnWhichNobodyRegistersIsClosed() {
    World world = new World();
    world.give(new DispatchInput.NotLeading(null, false));
    world.open("s1", "n1");

    world.pass(Reception.HELD_MAX.plusSeconds(2));

    assertThat(world.closed("s1")).containsExactly("nobody has registered on this session");
    assertThat(world.core.wakeAt()).isEmpty();
  }

  @Test
  void whoeverGivesOutTasksHearsWhoHasASessionAndWhoHasNoneAnyMore() {
    World world = World.leading(READY);

    world.open("s1", "n1");
    world.open("s2", "n1");
    world.give(new DispatchInput.Closed("s1"));
    world.give(new DispatchInput.Closed("s2"));

    assertThat(world.said.stream().filter(DispatchEffect.Attendance.class::isInstance))
        .containsExactly(
            new DispatchEffect.Attendance("n1", true),
            new DispatchEffect.Attendance("n1", false),
            new DispatchEffect.Attendance("n1", true),
            new DispatchEffect.Attendance("n1", false));
  }

  @Test
  void whoLosesTheLeadSendsAllNodesAway() {
    World world = World.leading(READY);
    world.open("s1", "n1");

    world.give(new DispatchInput.NotLeading(null, false));

    assertThat(world.sent("s1", ManagerMessage.Redirect.class)).hasSize(1);
    assertThat(world.closed("s1")).hasSize(1);
    assertThat(world.core.wakeAt()).isEmpty();
  }

  @Test
  void aNewRoleOrManagerIsToldToTheNodesItConcerns() {
    World world = World.leading(READY, node("n2", NodeState.READY), member("m1", "b:2377"));
    world.open("s1", "n1");
    world.open("s2", "n2");

    world.change(new Change.PutNode(promoted(world)));
    world.change(member("n1", "n:2377"));

    assertThat(world.sent("s1", ManagerMessage.Cluster.class))
        .extracting(ManagerMessage.Cluster::role)
        .containsExactly("worker", "manager", "manager");
    assertThat(world.sent("s2", ManagerMessage.Cluster.class))
        .extracting(each -> each.managers().size())
        .containsExactly(1, 2);
  }

  @Test
  void aNodeThatDoesNotKeepUpIsSentAwayToStartOver() {
    World world = World.leading(READY);
    world.open("s1", "n1");

    for (int i = 0; i <= AssignmentBatch.TASKS_MAX + 1 && world.closed("s1").isEmpty(); i++) {
      world.change(new Change.PutTask(task("t%04d".formatted(i), "n1", TaskState.ASSIGNED)));
    }

    assertThat(world.closed("s1"))
        .containsExactly("the node does not keep up with its assignments");
  }

  @Test
  void tasksThatFollowSoonAreGatheredAndToldTogetherAsTheyAreThen() {
    World world = new World(Pause.MIN);
    world.image = ClusterImage.EMPTY.with(List.of(READY), World.START);
    world.give(new DispatchInput.Leading(world.image));
    world.open("s1", "n1");
    world.change(new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)));
    assertThat(world.sent("s1", Assignments.class)).hasSize(2);

    world.change(new Change.PutTask(task("t2", "n1", TaskState.ASSIGNED)));
    world.change(new Change.PutTask(task("t3", "n1", TaskState.ASSIGNED)));
    world.change(new Change.SetTaskDesired("t1", TaskState.SHUTDOWN));
    world.change(new Change.RemoveTask("t2"));
    assertThat(world.sent("s1", Assignments.class)).hasSize(2);
    world.pass(Pause.MAX);

    assertThat(world.sent("s1", Assignments.class)).hasSize(3);
    Assignments last = world.sent("s1", Assignments.class).getLast();
    assertThat(last.tasks()).extracting(each -> each.task().id()).containsExactly("t1", "t3");
    assertThat(last.tasks().getFirst().task().desiredState()).isEqualTo(TaskState.SHUTDOWN);
  }

  @Test
  void aSessionThatBeginsWhileTasksAreGatheredHearsOfEachOnce() {
    World world = new World(Pause.MIN);
    world.image = ClusterImage.EMPTY.with(List.of(READY), World.START);
    world.give(new DispatchInput.Leading(world.image));
    world.open("s1", "n1");
    world.change(new Change.PutTask(task("t1", "n1", TaskState.ASSIGNED)));
    world.change(new Change.PutTask(task("t2", "n1", TaskState.ASSIGNED)));

    world.open("s2", "n1");
    world.pass(Pause.MAX);

    assertThat(world.sent("s2", Assignments.class)).hasSize(1);
    assertThat(world.sent("s2", Assignments.class).getFirst().tasks()).hasSize(2);
  }

  private static io.jswarm.api.model.Node promoted(World world) {
    var node = world.image.node("n1");
    if (node == null) {
      throw new AssertionError("n1 is gone");
    }
    return node.withSpec(node.spec().withRole("manager"));
  }
}
