package io.jswarm.worker.agent.live;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.template.TemplateException;
import io.jswarm.worker.agent.AgentEffect;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.health.HealthWatch;
import io.jswarm.worker.net.DataPath;
import io.jswarm.worker.task.ContainerPlans;
import io.jswarm.worker.task.NodeFacts;
import io.jswarm.worker.task.PayloadFiles;
import io.jswarm.worker.task.TaskEffect.Await;
import io.jswarm.worker.task.TaskEffect.EngineWork;
import io.jswarm.worker.task.TaskEffect.Kill;
import io.jswarm.worker.task.TaskEffect.Prepare;
import io.jswarm.worker.task.TaskEffect.Probe;
import io.jswarm.worker.task.TaskEffect.Remove;
import io.jswarm.worker.task.TaskEffect.Start;
import io.jswarm.worker.task.TaskEffect.Stop;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the agent asks of the engine and of the data path, each piece on a virtual thread of
 * its own, and answers with what came of it. An engine that fails in a way nobody expected still
 * gives an answer, else the task would wait for ever.
 */
final class EngineRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineRunner.class);
  private static final String START_FAILED = "starting container failed: ";

  /** Until a container that has ended leaves its networks: what it sent last may be under way. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Engine engine;
  private final HealthWatch health;
  private final DataPath dataPath;
  private final Supplier<NodeFacts> node;
  private final Supplier<String> trouble;
  private final Consumer<AgentInput> answers;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory());

  /**
   * @param trouble why no container can be made here; empty when it can
   */
  EngineRunner(
      Engine engine,
      DataPath dataPath,
      Supplier<NodeFacts> node,
      Supplier<String> trouble,
      InstantSource clock,
      Consumer<AgentInput> answers) {
    this.engine = engine;
    this.health = new HealthWatch(engine, clock);
    this.dataPath = dataPath;
    this.node = node;
    this.trouble = trouble;
    this.answers = answers;
  }

  void run(String taskId, EngineWork work) {
    Consumer<TaskInput> answer = input -> answers.accept(new AgentInput.TaskDone(taskId, input));
    if (work instanceof Probe probe) {
      submit(() -> probe(probe, answer));
    } else {
      submit(() -> perform(work).ifPresent(answer));
    }
  }

  /** On the caller's thread, since no container may start before: it writes a line, in memory. */
  void guard(Duration left, List<String> containerIds) {
    try {
      engine.guard(left, containerIds);
    } catch (RuntimeException e) {
      LOG.error("fenced tasks would run on if this daemon died: {}", text(e));
    }
  }

  void removeStray(String containerId, String taskId) {
    submit(() -> {
      LOG.info("container {} of task {} belongs to nobody here: removed", containerId, taskId);
      quietly("remove", containerId, () -> engine.remove(containerId));
      quietly("take off its networks", containerId, () -> dataPath.leave(containerId));
    });
  }

  void measure(AgentEffect.Measure measure) {
    submit(() -> {
      long now = System.nanoTime();
      List<WorkerMessage.TaskUse> uses = new ArrayList<>();
      measure
          .containers()
          .forEach((task, container) ->
              quietly(
                  "measure",
                  container,
                  () ->
                      engine
                          .use(container)
                          .map(use ->
                              new WorkerMessage.TaskUse(task, use.cpuNanos(), use.memoryBytes()))
                          .ifPresent(uses::add)));
      WorkerMessage.Usage usage = new WorkerMessage.Usage(now, List.copyOf(uses));
      answers.accept(new AgentInput.Measured(measure.connection(), usage));
    });
  }

  /** Gives up waiting; the containers are left as they are. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void submit(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException _) {
      LOG.debug("the agent stops: no more engine work");
    }
  }

  private Optional<TaskInput> perform(EngineWork work) {
    return switch (work) {
      case Prepare prepare -> Optional.of(prepare(prepare));
      case Start(String id) -> Optional.of(start(id));
      case Probe _ -> Optional.empty();
      case Await(String id) -> await(id);
      case Remove(String id) -> Optional.of(remove(id));
      case Stop(String id) -> {
        quietly("stop", id, () -> engine.stop(id));
        yield Optional.empty();
      }
      case Kill(String id) -> {
        quietly("kill", id, () -> engine.signal(id, Signals.SIGKILL));
        yield Optional.empty();
      }
    };
  }

  private TaskInput prepare(Prepare prepare) {
    String why = trouble.get();
    if (!why.isEmpty()) {
      return new TaskInput.PrepareFailed(why);
    }
    try {
      NodeFacts facts = node.get();
      ContainerPlan plan = ContainerPlans.plan(prepare.assignment(), facts);
      List<ContainerFile> files =
          PayloadFiles.of(prepare.assignment(), facts, plan, prepare.payloads());
      return new TaskInput.Prepared(prepare(plan, files, prepare));
    } catch (EngineException | TemplateException e) {
      return new TaskInput.PrepareFailed(text(e));
    } catch (RuntimeException e) {
      LOG.error("preparing task {} failed", prepare.assignment().task().id(), e);
      return new TaskInput.PrepareFailed(text(e));
    }
  }

  private String prepare(ContainerPlan plan, List<ContainerFile> files, Prepare work) {
    Assignment assignment = work.assignment();
    Task task = assignment.task();
    boolean hasAddress =
        task.networksAttachments().stream().anyMatch(each -> !each.addresses().isEmpty());
    if (!hasAddress || plan.network() instanceof NetworkMode.Host) {
      return engine.prepare(plan, files, work.login());
    }
    String id = plan.containerId();
    boolean made = false;
    try {
      NetworkMode joined = dataPath.join(id, task, assignment.hostPorts());
      String container = engine.prepare(plan.withNetwork(joined), files, work.login());
      made = true;
      return container;
    } finally {
      if (!made) {
        quietly("take off its networks", id, () -> dataPath.leave(id));
      }
    }
  }

  private TaskInput start(String containerId) {
    try {
      Started started = engine.start(containerId);
      return new TaskInput.Running(started, isChecked(containerId));
    } catch (EngineException e) {
      return new TaskInput.StartFailed(prefixed(text(e)));
    } catch (RuntimeException e) {
      LOG.error("starting container {} failed", containerId, e);
      return new TaskInput.StartFailed(prefixed(text(e)));
    }
  }

  private boolean isChecked(String containerId) {
    return engine
        .find(containerId)
        .map(LocalContainer::process)
        .filter(process -> process.health() != null)
        .isPresent();
  }

  private void probe(Probe probe, Consumer<TaskInput> answer) {
    String id = probe.containerId();
    try {
      health.watch(id, probe.wasHealthy(), found -> verdict(found).ifPresent(answer));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (EngineException.NoSuchContainer _) {
      LOG.debug("container {} is gone: it is not probed any more", id);
    } catch (RuntimeException e) {
      LOG.error("container {} cannot be probed", id, e);
      answer.accept(new TaskInput.Unhealthy(text(e)));
    }
  }

  private static Optional<TaskInput> verdict(Health found) {
    return switch (found.status()) {
      case STARTING -> Optional.empty();
      case HEALTHY -> Optional.of(new TaskInput.Healthy());
      case UNHEALTHY -> Optional.of(new TaskInput.Unhealthy(found.log().getLast().output()));
    };
  }

  private Optional<TaskInput> await(String containerId) {
    try {
      Exit exit = engine.await(containerId);
      quietly("withdraw", containerId, () -> dataPath.gone(containerId));
      submit(() -> leaveAfterLinger(containerId));
      return Optional.of(new TaskInput.Exited(exit));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      LOG.warn("container {} cannot be watched: {}", containerId, text(e));
      return Optional.of(new TaskInput.AwaitFailed(text(e)));
    }
  }

  private void leaveAfterLinger(String containerId) {
    try {
      TimeUnit.NANOSECONDS.sleep(LINGER.toNanos());
      quietly("take off its networks", containerId, () -> dataPath.leave(containerId));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private TaskInput remove(String containerId) {
    try {
      engine.remove(containerId);
      dataPath.leave(containerId);
      return new TaskInput.Removed();
    } catch (RuntimeException e) {
      LOG.warn("container {} cannot be removed, tried again: {}", containerId, text(e));
      return new TaskInput.RemoveFailed(text(e));
    }
  }

  private static void quietly(String what, String containerId, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("cannot {} container {}: {}", what, containerId, text(e));
    }
  }

  private static String prefixed(String error) {
    return error.startsWith(START_FAILED) ? error : START_FAILED + error;
  }

  private static String text(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
