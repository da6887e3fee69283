package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Endpoint;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.raftstore.codec.RoundCodec;
import io.jswarm.raftstore.crypt.Purpose;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import io.jswarm.raftstore.store.ClusterStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a product might have, brought in through the ports of the simulation. The campaign
 * must notice each: that is what its silence about the product is worth.
 */
enum Mutant {
  /** The product as it is. */
  NONE,
  /** A command is answered when its round is proposed. */
  ANSWERS_BEFORE_COMMIT,
  /** What was done is not remembered under the request's id. */
  FORGETS_REQUESTS,
  /** Of every new task there is a twin. */
  DOUBLES_A_SLOT,
  /** Every third report of a node is acknowledged and lost. */
  DROPS_STATUSES,
  /** A task that runs is said to prepare. */
  MOVES_STATES_BACK,
  /** A task that was accepted is said to run. */
  SPEAKS_FOR_NODES,
  /** A round is applied to whatever image there is. */
  IGNORES_THE_BASE,
  /** Rounds have the time of the leader's clock, whatever it shows. */
  GOES_BACK_IN_TIME,
  /** All tasks go to one node. */
  OVER_COMMITS,
  /** The second worker gets no tasks that are one for each node. */
  SKIPS_A_NODE,
  /** A slot of a job that was completed is run once more. */
  RUNS_JOBS_TWICE,
  /** What was due when a run began is due again. */
  RUNS_A_MINUTE_TWICE,
  /** A new task gets an address that another one has. */
  GIVES_AN_ADDRESS_TWICE,
  /** Every service that publishes anything gets the same port. */
  GIVES_A_PORT_TWICE,
  /** A replacement does not wait for the task before it. */
  STARTS_TOO_EARLY,
  /** One manager leaves out a change now and then. */
  APPLIES_DIFFERENTLY,
  /** A node's disk says it has written, and has not. */
  FORGETS_ASSIGNMENTS,
  /** A node says a task is stopped, and lets it run. */
  LEAVES_CONTAINERS,
  /** A node that says its daemon ends is given up at once. */
  GIVES_UP_WHO_SAYS_GOODBYE,
  /** Nobody waits until a task that fences itself must have stopped. */
  FORGETS_THE_FENCE,
  /** A node that is told to send nothing to a task says so, and goes on as before. */
  SENDS_ON,
  /** A node keeps the secrets that none of its tasks needs any more. */
  KEEPS_SECRETS,
  /** A node is not given the secrets of its tasks. */
  WITHHOLDS_SECRETS,
  /** A roll-out takes all slots at once. */
  ROLLS_OUT_ALL_AT_ONCE,
  /** A roll-out stops the task that runs before the new one does, whatever the order. */
  STOPS_WHAT_STILL_SERVES,
  /** A task that is moved is stopped before the new one runs. */
  STOPS_WHAT_IS_NOT_RELIEVED,
  /** A load is followed beyond the bounds that were set. */
  FOLLOWS_BEYOND_BOUNDS,
  /** Every new task is privileged, whatever its service asks for. */
  PRIVILEGES_ALL,
  /** A policy that is changed while tasks need it allows nothing any more. */
  FORBIDS_WHAT_IS_IN_USE,
  /** What waits for a volume of the cluster gets a node, however many it shares it with. */
  SHARES_A_VOLUME,
  /** The first task that waits for a volume gets a node, although nobody has made the volume. */
  STARTS_WITHOUT_A_VOLUME,
  /** What waits for a volume does not say that it is this it waits for. */
  WAITS_IN_SILENCE,
  /** A volume goes with the first service that is removed. */
  LOSES_A_VOLUME,
  /** A volume that a service mounts is removed with no more ado. */
  REMOVES_WHAT_IS_MOUNTED;

  /** What a node hears instead of what it was told. */
  Assignments bend(Assignments told) {
    boolean keeps = this == KEEPS_SECRETS;
    return new Assignments(
        told.sequence(),
        told.round(),
        told.complete(),
        told.tasks(),
        told.removed(),
        this == WITHHOLDS_SECRETS ? List.of() : told.payloads(),
        keeps ? List.of() : told.dropped(),
        told.logins());
  }

  /** What a manager understands instead of what it is asked. */
  Request bend(Request asked) {
    return this == REMOVES_WHAT_IS_MOUNTED
            && asked.command() instanceof Command.RemoveVolume(String id, boolean _)
        ? new Request(
            asked.requestId(), asked.origin(), asked.caller(), new Command.RemoveVolume(id, true))
        : asked;
  }

  /** What is proposed instead of a round that was decided. */
  Round bend(Round round, ClusterImage image, Instant clock) {
    List<Change> changes = new ArrayList<>();
    for (Change change : round.changes()) {
      changes.addAll(bend(change, image));
    }
    Instant at = this == GOES_BACK_IN_TIME ? clock : round.at();
    return new Round(round.base(), round.term(), at, changes);
  }

  private List<Change> bend(Change change, ClusterImage image) {
    return switch (change) {
      case Change.PutRequest _ when this == FORGETS_REQUESTS -> List.of();
      case Change.PutTask(Task task) when this == DOUBLES_A_SLOT ->
          List.of(change, new Change.PutTask(twin(task)));
      case Change.PutTask(Task task) when this == STARTS_TOO_EARLY ->
          List.of(new Change.PutTask(task.withDesiredState(TaskState.RUNNING)));
      case Change.PutTask(Task task) when this == OVER_COMMITS && !task.nodeId().isEmpty() ->
          List.of(new Change.PutTask(task.withNodeId("w2")));
      case Change.PutTask(Task task)
          when this == GIVES_AN_ADDRESS_TWICE && !task.networksAttachments().isEmpty() ->
          List.of(new Change.PutTask(withAddressesOfAnother(task, image)));
      case Change.PutTask(Task task) when this == ROLLS_OUT_ALL_AT_ONCE && task.rolledOut() ->
          everySlot(task, image);
      case Change.PutTask(Task task) when this == STOPS_WHAT_STILL_SERVES && task.rolledOut() ->
          withoutTheOther(task, image);
      case Change.PutTask(Task task)
          when this == STOPS_WHAT_IS_NOT_RELIEVED && !task.relieves().isEmpty() ->
          List.of(change, new Change.SetTaskDesired(task.relieves(), TaskState.SHUTDOWN));
      case Change.PutTask(Task task)
          when this == SKIPS_A_NODE && task.slot() == 0 && task.nodeId().equals("w2") ->
          List.of();
      case Change.PutTask(Task task) when this == PRIVILEGES_ALL ->
          List.of(new Change.PutTask(task.withSpec(privileged(task.spec()))));
      case Change.PutTask(Task task) when this == SHARES_A_VOLUME && waitsForVolume(task) ->
          List.of(new Change.PutTask(onSomeNode(task, image)));
      case Change.PutTask(Task task)
          when this == STARTS_WITHOUT_A_VOLUME && task.slot() == 1 && waitsForVolume(task) ->
          List.of(new Change.PutTask(onSomeNode(task, image)));
      case Change.SetTaskStatus(String _, var status)
          when this == WAITS_IN_SILENCE && status.err().contains("cluster volume") ->
          List.of();
      case Change.RemoveService _ when this == LOSES_A_VOLUME ->
          image.volumes().keySet().stream()
              .findFirst()
              .map(volume -> List.of(change, new Change.RemoveVolume(volume)))
              .orElse(List.of(change));
      case Change.PutCluster(ClusterState cluster)
          when this == FORBIDS_WHAT_IS_IN_USE
              && image.tasks().values().stream().anyMatch(PolicyRules::needsLeave) ->
          List.of(new Change.PutCluster(withoutPolicy(cluster)));
      case Change.SetTaskStatus(String id, var status)
          when this == RUNS_JOBS_TWICE && status.state() == TaskState.COMPLETE ->
          onceMore(change, image.task(id), image.at());
      case Change.PutService(Service service) when this == RUNS_A_MINUTE_TWICE ->
          List.of(new Change.PutService(dueAgain(service)));
      case Change.PutService(Service service) when this == GIVES_A_PORT_TWICE ->
          List.of(new Change.PutService(publishingTheSame(service)));
      case Change.PutService(Service service)
          when this == FOLLOWS_BEYOND_BOUNDS && service.autoscaleStatus() != null ->
          List.of(new Change.PutService(withOneTooMany(service)));
      case Change.SetTaskStatus(String id, var status)
          when this == SPEAKS_FOR_NODES && status.state() == TaskState.PREPARING ->
          List.of(new Change.SetTaskStatus(id, status.withState(TaskState.RUNNING)));
      case Change.SetTaskStatus(String id, var status)
          when this == MOVES_STATES_BACK && isRunning(image, id) ->
          List.of(new Change.SetTaskStatus(id, status.withState(TaskState.PREPARING)));
      case Change.SetNodeStatus(String id, var status)
          when this == GIVES_UP_WHO_SAYS_GOODBYE && status.pauses() ->
          List.of(change, new Change.SetNodeStatus(id, status.withState(NodeState.DOWN)));
      case Change.SetNodeStatus(String id, var status)
          when this == FORGETS_THE_FENCE && status.state() == NodeState.DOWN ->
          List.of(new Change.SetNodeStatus(id, status.withFenced(true)));
      default -> List.of(change);
    };
  }

  private static Task withAddressesOfAnother(Task task, ClusterImage image) {
    return image.tasks().values().stream()
        .filter(other -> other.isLive() && !other.networksAttachments().isEmpty())
        .findFirst()
        .map(other -> task.withNetworksAttachments(other.networksAttachments()))
        .orElse(task);
  }

  private static List<Change> everySlot(Task task, ClusterImage image) {
    List<Change> changes = new ArrayList<>(List.of(new Change.PutTask(task)));
    for (Task other : image.tasksOfService(task.serviceId())) {
      boolean runs =
          other.status().state() == TaskState.RUNNING
              && other.desiredState() == TaskState.RUNNING
              && other.slot() != task.slot();
      if (runs && !other.spec().equals(task.spec())) {
        changes.add(new Change.SetTaskDesired(other.id(), TaskState.SHUTDOWN));
        changes.add(new Change.PutTask(copy(unplaced(task), other.slot())));
      }
    }
    return changes;
  }

  private static Task unplaced(Task task) {
    return task.withNodeId("")
        .withStatus(TaskStatus.of(TaskState.PENDING, task.createdAt(), ""))
        .withDesiredState(TaskState.READY)
        .withNetworksAttachments(List.of())
        .withGenericResources(List.of());
  }

  private static List<Change> withoutTheOther(Task task, ClusterImage image) {
    List<Change> changes = new ArrayList<>(List.of(new Change.PutTask(task)));
    image.tasksOfService(task.serviceId()).stream()
        .filter(other -> other.slot() == task.slot() && other.status().state() == TaskState.RUNNING)
        .forEach(other -> changes.add(new Change.SetTaskDesired(other.id(), TaskState.SHUTDOWN)));
    return changes;
  }

  private static TaskSpec privileged(TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    return container == null ? spec : spec.withContainerSpec(PolicyUsers.privileged(container));
  }

  private static ClusterState withoutPolicy(ClusterState cluster) {
    Swarm swarm = cluster.swarm();
    return cluster.withSwarm(swarm.withSpec(swarm.spec().withWorkloadPolicy(null)));
  }

  /** Its addresses are another matter. */
  private static boolean waitsForVolume(Task task) {
    return VolumeRules.waits(task.spec())
        && task.isUnassigned()
        && task.spec().networks().isEmpty();
  }

  private static Task onSomeNode(Task task, ClusterImage image) {
    return image.nodes().values().stream()
        .filter(node -> node.status().state() == NodeState.READY)
        .findFirst()
        .map(node ->
            task.withNodeId(node.id())
                .withStatus(TaskStatus.of(TaskState.ASSIGNED, task.createdAt(), "")))
        .orElse(task);
  }

  private static Service dueAgain(Service service) {
    JobStatus job = service.jobStatus();
    ScheduleStatus status = job == null ? null : job.schedule();
    if (job == null || status == null || status.runs().isEmpty()) {
      return service;
    }
    ScheduleStatus again = status.withNextRun(status.runs().getLast().due());
    return service.withJobStatus(job.withSchedule(again));
  }

  private static Service publishingTheSame(Service service) {
    Endpoint endpoint = service.endpoint();
    return service.withEndpoint(
        new Endpoint(
            endpoint.spec(),
            endpoint.ports().stream().map(port -> port.withPublishedPort(30_000)).toList(),
            endpoint.virtualIps()));
  }

  private static Service withOneTooMany(Service service) {
    ServiceSpec spec = service.spec();
    long most = spec.autoscale() == null ? 0 : spec.autoscale().max();
    return service.withSpec(spec.withMode(spec.mode().withReplicas(most + 1)));
  }

  private static List<Change> onceMore(Change completes, @Nullable Task task, Instant at) {
    if (task == null || task.jobIteration() == null) {
      return List.of(completes);
    }
    Task again =
        twin(task)
            .withStatus(TaskStatus.of(TaskState.PENDING, at, "once more"))
            .withDesiredState(TaskState.READY);
    return List.of(completes, new Change.PutTask(again));
  }

  private static Task twin(Task task) {
    return copy(task, task.slot());
  }

  /** The task once more, in a slot of its own. */
  private static Task copy(Task task, int slot) {
    return task.withId(task.id() + "x" + slot).withSlot(slot);
  }

  private static boolean isRunning(ClusterImage image, String taskId) {
    Task task = image.task(taskId);
    return task != null && task.status().state() == TaskState.RUNNING;
  }

  /** What a manager's log applies its entries to. */
  ReplicatedState state(String managerId, ClusterStore store, Sealer sealer) {
    boolean bent =
        this == IGNORES_THE_BASE || (this == APPLIES_DIFFERENTLY && managerId.equals("m2"));
    return bent ? new Bent(this, store, sealer) : store;
  }

  private record Bent(Mutant mutant, ClusterStore store, Sealer sealer) implements ReplicatedState {
    @Override
    public void apply(LogPosition at, byte[] entry) {
      Round round = RoundCodec.decode(sealer.open(Purpose.LOG_ENTRY, entry));
      long base = mutant == IGNORES_THE_BASE ? store.image().round() : round.base();
      boolean drops = mutant == APPLIES_DIFFERENTLY && round.number() % 7 == 0;
      int keep = round.changes().size() - (drops && !round.changes().isEmpty() ? 1 : 0);
      store.apply(
          at,
          store.seal(new Round(base, round.term(), round.at(), round.changes().subList(0, keep))));
    }

    @Override
    public Capture capture() {
      return store.capture();
    }

    @Override
    public void restore(LogPosition at, InputStream in) throws IOException {
      store.restore(at, in);
    }
  }
}
