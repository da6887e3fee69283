package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks nodes what the tasks of services that autoscale use (docs/adr/030), and passes the answers
 * on. Nodes keep nothing for it, and without such a service nobody is asked.
 */
final class Metering {
  /** Between two questions to a node. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private final Sessions sessions;
  private final TreeSet<String> services = new TreeSet<>();
  private Instant askAt = Instant.EPOCH;

  Metering(Sessions sessions) {
    this.sessions = sessions;
  }

  /** This manager leads no more. */
  void follow() {
    services.clear();
  }

  /** A term begins, or nobody knows what is different. */
  void replaced(ClusterImage image) {
    services.clear();
    image.services().values().forEach(service -> note(service.id(), service));
  }

  void changed(List<Change> changes, ClusterImage image) {
    for (Change change : changes) {
      if (change instanceof Change.PutService(Service service)) {
        note(service.id(), image.service(service.id()));
      } else if (change instanceof Change.RemoveService(String id)) {
        note(id, image.service(id));
      }
    }
  }

  private void note(String id, @Nullable Service service) {
    if (service != null && service.spec().autoscale() != null) {
      services.add(id);
    } else {
      services.remove(id);
    }
  }

  /** Asks, if it is time. */
  void due(ClusterImage image, Instant now) {
    if (services.isEmpty() || now.isBefore(askAt)) {
      return;
    }
    askAt = now.plus(EVERY);
    Map<String, List<String>> running = new TreeMap<>();
    for (String serviceId : services) {
      for (Task task : image.tasksOfService(serviceId)) {
        if (task.status().state() == TaskState.RUNNING && !task.isToStop()) {
          running.computeIfAbsent(task.nodeId(), _ -> new ArrayList<>()).add(task.id());
        }
      }
    }
    running.forEach((nodeId, tasks) -> {
      Session session = sessions.of(nodeId);
      if (session != null) {
        sessions.send(session, new ManagerMessage.Measure(List.copyOf(tasks)));
      }
    });
  }

  /** When it is time. */
  Optional<Instant> wakeAt() {
    return services.isEmpty() ? Optional.empty() : Optional.of(askAt);
  }

  void heard(Session session, WorkerMessage.Usage usage) {
    if (!usage.tasks().isEmpty()) {
      sessions.effect(new DispatchEffect.Measured(session.nodeId, usage));
    }
  }
}
