package io.jswarm.daemon.rest;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows a service's logs: those of its tasks now, and of the tasks it gets while we follow. */
final class ServiceLogs {
  /** How soon a new task is noticed. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Cluster cluster;
  private final TaskLogs logs;
  private final String serviceId;
  private final LogMessage.Options options;

  ServiceLogs(Cluster cluster, TaskLogs logs, String serviceId, LogMessage.Options options) {
    this.cluster = cluster;
    this.logs = logs;
    this.serviceId = serviceId;
    this.options = options;
  }

  /** The tasks that may have written something. */
  static List<String> onNodes(Collection<Task> tasks) {
    return tasks.stream().filter(task -> !task.isUnassigned()).map(Task::id).toList();
  }

  /** Ends when the client goes, or when the service is gone and all its tasks have ended. */
  void follow(List<String> first, LogLines lines) throws IOException, InterruptedException {
    Set<String> known = new HashSet<>(first);
    List<Future<?>> streams = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      if (!first.isEmpty()) {
        streams.add(threads.submit(() -> stream(first, options, lines)));
      }
      boolean there = true;
      while (there || !streams.isEmpty()) {
        ClusterImage image = cluster.local().image();
        there = image.service(serviceId) != null;
        List<String> fresh =
            onNodes(image.tasksOfService(serviceId)).stream().filter(known::add).toList();
        if (!fresh.isEmpty()) {
          streams.add(threads.submit(() -> stream(fresh, fromTheStart(), lines)));
        }
        awaitOne(streams);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean stream(List<String> tasks, LogMessage.Options wanted, LogLines lines)
      throws IOException, InterruptedException {
    logs.stream(tasks, wanted, lines);
    return true;
  }

  /** Of a task that is new all lines are. */
  private LogMessage.Options fromTheStart() {
    return new LogMessage.Options(
        options.stdout(), options.stderr(), true, -1, options.since(), options.until());
  }

  /** Waits until it is time to look again; a stream that failed fails the whole. */
  private static void awaitOne(List<Future<?>> streams) throws IOException, InterruptedException {
    if (streams.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      return;
    }
    try {
      streams.getFirst().get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      streams.removeFirst();
    } catch (TimeoutException _) {
      // it goes on
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("following the logs failed", e.getCause());
    }
  }
}
