package io.jswarm.daemon.rest;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;

/** {@code /services/{id}/logs} and {@code /tasks/{id}/logs}. */
final class LogRoutes {
  private final Cluster cluster;
  private final TaskLogs logs;

  LogRoutes(Cluster cluster, TaskLogs logs) {
    this.cluster = cluster;
    this.logs = logs;
  }

  void addTo(Router router) {
    router
        .add("GET", "/services/{id}/logs", this::ofService)
        .add("GET", "/tasks/{id}/logs", this::ofTask);
  }

  private Reply ofService(Request request) throws InterruptedException {
    cluster.requireManager();
    LogQuery query = LogQuery.of(request);
    ClusterImage image = cluster.image(request);
    Service service = Lookup.service(image, request.param("id"));
    List<String> tasks = ServiceLogs.onNodes(image.tasksOfService(service.id()));
    boolean framed = !hasTerminal(service.spec().taskTemplate());
    return new Reply.Stream(
        200,
        LogQuery.contentType(request, framed),
        out -> {
          LogFrames frames = new LogFrames(out, framed, query.timestamps());
          LogLines lines = new LogLines(frames, query.details(), _ -> service.id());
          lines.flush();
          if (query.options().follow()) {
            new ServiceLogs(cluster, logs, service.id(), query.options()).follow(tasks, lines);
          } else if (!tasks.isEmpty()) {
            logs.stream(tasks, query.options(), lines);
          }
        });
  }

  private Reply ofTask(Request request) throws InterruptedException {
    cluster.requireManager();
    LogQuery query = LogQuery.of(request);
    Task task = Lookup.task(cluster.image(request), request.param("id"));
    boolean framed = !hasTerminal(task.spec());
    return new Reply.Stream(
        200,
        LogQuery.contentType(request, framed),
        out -> {
          LogFrames frames = new LogFrames(out, framed, query.timestamps());
          LogLines lines = new LogLines(frames, query.details(), _ -> task.serviceId());
          lines.flush();
          logs.stream(List.of(task.id()), query.options(), lines);
        });
  }

  private static boolean hasTerminal(TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    return container != null && container.tty();
  }
}
