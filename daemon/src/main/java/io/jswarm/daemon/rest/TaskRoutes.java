package io.jswarm.daemon.rest;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.manager.orchestration.UpToDate;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code /tasks}. */
final class TaskRoutes {
  private static final List<String> FILTERS =
      List.of("id", "label", "name", "node", "service", "desired-state", "runtime", "_up-to-date");

  private final Cluster cluster;

  TaskRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router.add("GET", "/tasks", this::list).add("GET", "/tasks/{id}", this::inspect);
  }

  private Reply inspect(Request request) throws InterruptedException {
    ClusterImage image = cluster.image(request);
    return Answers.ok(Shown.task(image, Lookup.task(image, request.param("id"))));
  }

  private Reply list(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, FILTERS);
    boolean upToDate = filters.flag("_up-to-date", false);
    ClusterImage image = cluster.image(request);
    List<String> services =
        filters.get("service").stream().map(each -> serviceId(image, each)).toList();
    List<String> nodes = filters.get("node").stream().map(each -> nodeId(image, each)).toList();
    List<TaskState> desired = filters.get("desired-state").stream().map(TaskRoutes::state).toList();
    List<Task> found = new ArrayList<>();
    for (Task task : candidates(image, services, nodes)) {
      if ((services.isEmpty() || services.contains(task.serviceId()))
          && (nodes.isEmpty() || nodes.contains(task.nodeId()))
          && (desired.isEmpty() || desired.contains(task.desiredState()))
          && filters.prefix("id", task.id())
          && (!filters.has("name") || filters.prefix("name", TaskNames.of(image, task)))
          && filters.labels("label", task.labels())
          && filters.exact("runtime", "container")
          && (!upToDate || UpToDate.is(image, task))) {
        found.add(task);
      }
    }
    return Answers.list(
        found,
        request.query().flag("timings")
            ? task -> Shown.taskWithTimings(image, task)
            : task -> Shown.task(image, task));
  }

  /** The fewest tasks an index can narrow the question down to. */
  private static Collection<Task> candidates(
      ClusterImage image, List<String> services, List<String> nodes) {
    if (services.size() == 1) {
      return image.tasksOfService(services.getFirst());
    }
    return nodes.size() == 1 && services.isEmpty()
        ? image.tasksOfNode(nodes.getFirst())
        : image.tasks().values();
  }

  /** Of a service that was removed: its tasks are still found by its id until they have stopped. */
  private static String serviceId(ClusterImage image, String reference) {
    try {
      return Lookup.service(image, reference).id();
    } catch (ApiError _) {
      return reference;
    }
  }

  /**
   * The same of nodes.
   *
   * @throws ApiError 404 in Docker's words for a node that neither exists nor has left tasks behind
   */
  private static String nodeId(ClusterImage image, String reference) {
    return image.tasksOfNode(reference).isEmpty() ? Lookup.node(image, reference).id() : reference;
  }

  private static TaskState state(String text) {
    Optional<TaskState> state =
        Arrays.stream(TaskState.values()).filter(s -> s.text().equals(text)).findFirst();
    return state.orElseThrow(
        () -> ApiError.badRequest("Invalid desired-state filter: '" + text + "'"));
  }
}
