package io.jswarm.worker.agent.live;

import io.jswarm.api.rpc.LogMessage;
import io.jswarm.api.rpc.LogMessage.Line;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogAttributes;
import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request of the leader for logs: a reader and a sender for each of its tasks. */
final class LogSubscription {
  /** How often a follower looks whether the container of a task is there by now. */
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final LogMessage.Subscribe asked;
  private final String nodeId;
  private final Engine engine;
  private final LogStream stream;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch running;

  LogSubscription(LogMessage.Subscribe asked, String nodeId, Engine engine, LogStream stream) {
    this.asked = asked;
    this.nodeId = nodeId;
    this.engine = engine;
    this.stream = stream;
    this.running = new CountDownLatch(asked.taskIds().size());
  }

  synchronized void start() {
    for (String taskId : asked.taskIds()) {
      threads.add(Thread.ofVirtual().name("logs-" + taskId).start(() -> serve(taskId)));
    }
  }

  void cancel() {
    cancelled.countDown();
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    all.forEach(Thread::interrupt);
  }

  /** Says that this node serves too many already. */
  void refuse() {
    end(asked.taskIds(), "node " + nodeId + " serves too many log requests; try again later");
  }

  private void serve(String taskId) {
    try {
      Optional<LocalContainer> container = container(taskId);
      String error =
          container.isPresent()
              ? copy(taskId, container.get())
              : "task " + taskId + " has no container on node " + nodeId;
      end(List.of(taskId), error);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      running.countDown();
      if (running.getCount() == 0) {
        stream.finished(asked.subscription());
      }
    }
  }

  /** The task's container; a follower waits for one to come. */
  private Optional<LocalContainer> container(String taskId) throws InterruptedException {
    while (true) {
      Optional<LocalContainer> found =
          engine.list().stream()
              .filter(each -> each.taskId().equals(taskId))
              .filter(each -> !asked.options().follow() || isStarted(each))
              .findFirst();
      if (found.isPresent() || !asked.options().follow()) {
        return found;
      }
      if (cancelled.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("nobody wants the logs any more");
      }
    }
  }

  private static boolean isStarted(LocalContainer container) {
    return switch (container.state()) {
      case LocalContainer.Created _ -> false;
      case LocalContainer.Running _, LocalContainer.Exited _, LocalContainer.Dead _ -> true;
    };
  }

  /** Copies the log to its end; what went wrong, or null. */
  private @Nullable String copy(String taskId, LocalContainer container)
      throws InterruptedException {
    LogBatch batch = new LogBatch();
    Map<String, String> attributes = LogAttributes.of(container);
    Thread sender = Thread.ofVirtual().start(() -> send(taskId, batch, attributes));
    String error = null;
    try {
      engine.logs(container.id(), request(), entry -> offer(entry, batch, sender));
    } catch (RuntimeException e) {
      error = "logs of task " + taskId + " on node " + nodeId + ": " + e.getMessage();
    } catch (InterruptedException e) {
      sender.interrupt();
      throw e;
    }
    while (sender.isAlive() && !batch.finish()) {
      Thread.onSpinWait();
    }
    sender.join();
    return error;
  }

  /** A sender that has given up takes nothing from a full batch: nobody may wait for it then. */
  private static boolean offer(LogEntry entry, LogBatch batch, Thread sender)
      throws InterruptedException {
    while (sender.isAlive()) {
      if (batch.offer(entry)) {
        return true;
      }
    }
    return false;
  }

  private void send(String taskId, LogBatch batch, Map<String, String> attributes) {
    try {
      List<Line> lines = batch.next();
      while (!lines.isEmpty()
          && stream.send(
              new LogMessage.Chunk(asked.subscription(), taskId, nodeId, lines, attributes))) {
        lines = batch.next();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private LogRequest request() {
    LogMessage.Options wanted = asked.options();
    return new LogRequest(
        wanted.stdout(),
        wanted.stderr(),
        wanted.follow(),
        wanted.since(),
        wanted.until(),
        wanted.tail());
  }

  private void end(List<String> taskIds, @Nullable String error) {
    try {
      stream.send(new LogMessage.End(asked.subscription(), taskIds, error));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
