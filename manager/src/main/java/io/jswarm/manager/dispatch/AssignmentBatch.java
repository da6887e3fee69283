package io.jswarm.manager.dispatch;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Login;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks for one message, with what the node needs beside them: of their services, and the
 * credentials their images are pulled with while that may still have to be done. Credentials are
 * handed with the tasks each time, so that a node may forget them as soon as it has pulled.
 */
final class AssignmentBatch {
  /** Tasks in one message: at some 2 KiB each a message stays well below its limit. */
  static final int TASKS_MAX = 1_000;

  /** Credentials in one message, in characters: as much as a message has of secrets. */
  static final int LOGIN_CHARS_MAX = PayloadFeed.BATCH_BYTES_MAX;

  private final List<Assignment> tasks = new ArrayList<>();
  private final Map<RegistryAuth, List<String>> logins = new LinkedHashMap<>();
  private int loginChars;

  /** These tasks in as many batches as it takes, none for none. */
  static List<AssignmentBatch> of(Collection<Task> tasks, ClusterImage image) {
    List<AssignmentBatch> batches = new ArrayList<>();
    for (Task task : tasks) {
      Service service = image.service(task.serviceId());
      RegistryAuth auth = service == null || !mayPull(task) ? null : auth(service, task);
      if (batches.isEmpty() || !batches.getLast().hasRoomFor(auth)) {
        batches.add(new AssignmentBatch());
      }
      batches.getLast().add(task, service, auth);
    }
    return batches;
  }

  List<Assignment> tasks() {
    return List.copyOf(tasks);
  }

  List<Login> logins() {
    return logins.entrySet().stream()
        .map(each -> new Login(each.getKey(), each.getValue()))
        .toList();
  }

  private boolean hasRoomFor(@Nullable RegistryAuth auth) {
    int more = auth == null || logins.containsKey(auth) ? 0 : auth.header().length();
    return tasks.size() < TASKS_MAX && loginChars + more <= LOGIN_CHARS_MAX;
  }

  private void add(Task task, @Nullable Service service, @Nullable RegistryAuth auth) {
    if (auth != null) {
      List<String> ids = logins.computeIfAbsent(auth, _ -> new ArrayList<>());
      loginChars += ids.isEmpty() ? auth.header().length() : 0;
      ids.add(task.id());
    }
    tasks.add(
        service == null
            ? new Assignment(task, task.serviceId(), Map.of())
            : new Assignment(
                task,
                service.spec().name(),
                service.spec().labels(),
                hostPorts(service, task),
                auth != null));
  }

  /** Whether its node may still have to fetch the image. */
  private static boolean mayPull(Task task) {
    return task.isLive() && !task.isToStop() && task.status().state().isBefore(TaskState.STARTING);
  }

  /** Those of the spec the task was made of, while the service still knows it. */
  private static @Nullable RegistryAuth auth(Service service, Task task) {
    return isOlder(service, task) ? service.previousRegistryAuth() : service.registryAuth();
  }

  /** Those of the spec the task was made of, while the service still knows it. */
  private static List<PortConfig> hostPorts(Service service, Task task) {
    ServiceSpec previous = service.previousSpec();
    ServiceSpec spec = isOlder(service, task) && previous != null ? previous : service.spec();
    EndpointSpec endpoint = spec.endpointSpec();
    return endpoint == null
        ? List.of()
        : endpoint.ports().stream()
            .filter(port -> port.publishModeOrDefault().equals("host"))
            .toList();
  }

  private static boolean isOlder(Service service, Task task) {
    return task.specVersion() != null && task.specVersion().equals(service.previousSpecVersion());
  }
}
