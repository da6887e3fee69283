package io.jswarm.worker.agent;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An agent on the bench: a clock, all it has done, and a disk that answers at once unless told
 * otherwise.
 */
final class Bench {
  static final ManagerAddress A = new ManagerAddress("ma", "a:2377");
  static final ManagerAddress B = new ManagerAddress("mb", "b:2377");
  static final AgentSettings SETTINGS =
      new AgentSettings("10.0.0.1", NodeDescription.UNKNOWN, 4, 2);

  final AgentCore core;
  final List<AgentEffect> done = new ArrayList<>();
  Instant now = Sample.NOON;
  boolean diskAnswers = true;
  long round;
  private long sequence;

  Bench(AgentState state) {
    core = new AgentCore(SETTINGS, state, new Random(1));
  }

  /** An agent that knows two managers and has a session with the first. */
  static Bench connected() {
    Bench bench = new Bench(new AgentState(List.of(A, B), List.of()));
    bench.boot();
    bench.welcome();
    return bench;
  }

  void boot(LocalContainer... containers) {
    give(new AgentInput.Booted(List.of(containers)));
  }

  void welcome() {
    sequence = 0;
    hear(new ManagerMessage.Welcome("s", 1_000));
  }

  void assignAll(Assignment... tasks) {
    hear(new Assignments(++sequence, ++round, true, List.of(tasks), List.of()));
  }

  void assign(Assignment... tasks) {
    hear(new Assignments(++sequence, ++round, false, List.of(tasks), List.of()));
  }

  /** These tasks' images are pulled with credentials. */
  void assign(RegistryAuth auth, Assignment... tasks) {
    List<String> ids = Stream.of(tasks).map(each -> each.task().id()).toList();
    hear(
        new Assignments(
            ++sequence,
            ++round,
            false,
            List.of(tasks),
            List.of(),
            List.of(),
            List.of(),
            List.of(new ManagerMessage.Login(auth, ids))));
  }

  void unassign(String... taskIds) {
    hear(new Assignments(++sequence, ++round, false, List.of(), List.of(taskIds)));
  }

  /** The node is given secrets and configs. */
  void give(List<PayloadData> payloads) {
    hear(new Assignments(++sequence, ++round, false, List.of(), List.of(), payloads, List.of()));
  }

  /** Secrets and configs are taken away. */
  void take(String... keys) {
    hear(
        new Assignments(
            ++sequence, ++round, false, List.of(), List.of(), List.of(), List.of(keys)));
  }

  void hear(ManagerMessage message) {
    give(new AgentInput.Received(connection(), message));
  }

  void engine(String taskId, TaskInput result) {
    give(new AgentInput.TaskDone(taskId, result));
  }

  /** The engine makes and starts the task's container without trouble. */
  void run(String taskId) {
    engine(taskId, new TaskInput.Prepared(Sample.CONTAINER));
    engine(taskId, new TaskInput.Running(Sample.started()));
  }

  void give(AgentInput input) {
    for (AgentEffect effect : core.step(input, now)) {
      done.add(effect);
      if (diskAnswers && effect instanceof AgentEffect.Persist(long version, var _)) {
        give(new AgentInput.Persisted(version));
      }
    }
  }

  void pass(Duration time) {
    Instant until = now.plus(time);
    while (core.wakeAt().isPresent() && !core.wakeAt().get().isAfter(until)) {
      Instant wake = core.wakeAt().get();
      now = wake.isAfter(now) ? wake : now;
      give(new AgentInput.Tick());
    }
    now = until;
  }

  /** The managers it has connected to, in order. */
  List<ManagerAddress> connects() {
    return all(AgentEffect.Connect.class).stream().map(AgentEffect.Connect::manager).toList();
  }

  long connection() {
    return all(AgentEffect.Connect.class).getLast().connection();
  }

  <T extends AgentEffect> List<T> all(Class<T> type) {
    return done.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends WorkerMessage> List<T> said(Class<T> type) {
    return all(AgentEffect.Send.class).stream()
        .map(AgentEffect.Send::message)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  <T extends TaskEffect> List<String> engineAsked(Class<T> type) {
    return all(AgentEffect.RunEngine.class).stream()
        .filter(each -> type.isInstance(each.work()))
        .map(AgentEffect.RunEngine::taskId)
        .toList();
  }

  TaskState state(String taskId) {
    return core.task(taskId).orElseThrow().status().state();
  }

  /** The last state the leader was told for a task, by batch or by registration. */
  List<TaskState> told(String taskId) {
    return said(WorkerMessage.Statuses.class).stream()
        .flatMap(each -> each.tasks().stream())
        .filter(each -> each.taskId().equals(taskId))
        .map(each -> each.status().state())
        .toList();
  }
}
