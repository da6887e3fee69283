package io.jswarm.daemon.rest;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Event;
import io.jswarm.api.model.EventActor;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Workload;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happened between two images, as Docker's events of scope {@code swarm}. Pure. */
public final class SwarmEvents {
  /** Tasks that one event names. */
  private static final int NAMED_MAX = 20;

  private SwarmEvents() {}

  private record Subject(String type, String id) {}

  /**
   * The events of one round, one per object, in the order of its changes, and those of runs after
   * their job's.
   */
  public static List<Event> between(ClusterImage before, ClusterImage after, List<Change> changes) {
    SequencedSet<Subject> touched = new LinkedHashSet<>();
    for (Change change : changes) {
      Subject subject = subject(change);
      if (subject != null) {
        touched.add(subject);
      }
    }
    List<Event> events = new ArrayList<>();
    for (Subject subject : touched) {
      Event event = event(subject, before, after);
      if (event != null) {
        events.add(event);
      }
      if (subject.type.equals("service")) {
        ScheduleEvents.between(before.service(subject.id), after.service(subject.id))
            .forEach(
                each -> events.add(swarm(subject, each.action(), each.attributes(), after.at())));
      }
    }
    for (Change change : changes) {
      if (change instanceof Change.PutTask(Task next) && !next.relieves().isEmpty()) {
        events.addAll(moved(next, before, after));
      }
    }
    return events;
  }

  /** That a task is being moved to another node: the new one has been made. */
  private static List<Event> moved(Task next, ClusterImage before, ClusterImage after) {
    Service service = after.service(next.serviceId());
    Task old = before.task(next.relieves());
    if (service == null || old == null || before.task(next.id()) != null) {
      return List.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", name(service));
    attributes.put("slot", Integer.toString(next.slot()));
    attributes.put("from", nodeName(old.nodeId(), after));
    attributes.put("to", nodeName(next.nodeId(), after));
    return List.of(
        swarm(new Subject("service", service.id()), "rebalance", attributes, after.at()));
  }

  private static String nodeName(String nodeId, ClusterImage image) {
    Node node = image.node(nodeId);
    return node == null ? nodeId : name(node);
  }

  /** That nodes have not said in time that they send to a task no more, one event for each. */
  static List<Event> drainOverdue(
      DispatchEffect.DrainOverdue overdue, ClusterImage image, Instant at) {
    List<Event> events = new ArrayList<>();
    List<String> tasks = overdue.taskIds();
    for (String nodeId : overdue.silentNodeIds()) {
      Node node = image.node(nodeId);
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("name", node == null ? "" : name(node));
      attributes.put(
          "tasks", String.join(",", tasks.subList(0, Math.min(tasks.size(), NAMED_MAX))));
      attributes.put("taskcount", Integer.toString(tasks.size()));
      events.add(swarm(new Subject("node", nodeId), "drain_overdue", attributes, at));
    }
    return events;
  }

  private static @Nullable Subject subject(Change change) {
    return switch (change) {
      case Change.PutNode(var node) -> new Subject("node", node.id());
      case Change.RemoveNode(var id) -> new Subject("node", id);
      case Change.SetNodeStatus(var id, var _) -> new Subject("node", id);
      case Change.PutService(var service) -> new Subject("service", service.id());
      case Change.RemoveService(var id) -> new Subject("service", id);
      case Change.PutNetwork(var network) -> new Subject("network", network.id());
      case Change.RemoveNetwork(var id) -> new Subject("network", id);
      case Change.PutSecret(var secret) -> new Subject("secret", secret.id());
      case Change.RemoveSecret(var id) -> new Subject("secret", id);
      case Change.PutConfig(var config) -> new Subject("config", config.id());
      case Change.RemoveConfig(var id) -> new Subject("config", id);
      case Change.PutVolume(var volume) -> new Subject("volume", volume.id());
      case Change.RemoveVolume(var id) -> new Subject("volume", id);
      case Change.RenamePayload(var kind, var id, var _) -> new Subject(kind.noun(), id);
      case Change.PutCluster _,
          Change.PutBlock _,
          Change.RemoveBlock _,
          Change.ExpireFreed _,
          Change.PutTask _,
          Change.RemoveTask _,
          Change.SetTaskStatus _,
          Change.SetTaskDesired _,
          Change.AssignTask _,
          Change.PutMember _,
          Change.RemoveMember _,
          Change.PutRevoked _,
          Change.ExpireRevoked _,
          Change.PutRequest _,
          Change.ExpireRequests _ ->
          null;
    };
  }

  private static @Nullable Event event(Subject subject, ClusterImage before, ClusterImage after) {
    BiFunction<ClusterImage, String, @Nullable Object> find = finder(subject.type);
    Object old = find.apply(before, subject.id);
    Object now = find.apply(after, subject.id);
    Object named = now == null ? old : now;
    if (named == null || (now != null && now.equals(old))) {
      return null;
    }
    String action = old == null ? "create" : now == null ? "remove" : "update";
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", name(named));
    if (old instanceof Service was && now instanceof Service is) {
      if (ScaleNews.isNothingElse(was, is)) {
        return null;
      }
      service(was, is, attributes);
      action = ScaleNews.tell(was, is, attributes) ? ScaleNews.ACTION : action;
    }
    if (old instanceof Node was && now instanceof Node is) {
      node(was, is, attributes);
      changed("brokenpaths", n -> BrokenPaths.text(n, after), was, is, attributes);
    }
    return swarm(subject, action, attributes, after.at());
  }

  private static BiFunction<ClusterImage, String, @Nullable Object> finder(String type) {
    return switch (type) {
      case "node" -> ClusterImage::node;
      case "service" -> ClusterImage::service;
      case "network" -> ClusterImage::network;
      case "secret" -> ClusterImage::secret;
      case "volume" -> ClusterImage::volume;
      default -> ClusterImage::config;
    };
  }

  private static String name(Object object) {
    return switch (object) {
      case Service service -> service.spec().name();
      case Node node -> node.description().hostname();
      case Network network -> network.name();
      case Secret secret -> secret.spec().name();
      case Config config -> config.spec().name();
      case ClusterVolume volume -> volume.name();
      default -> "";
    };
  }

  private static void service(Service was, Service is, Map<String, String> attributes) {
    changed("image", SwarmEvents::image, was, is, attributes);
    changed("replicas", SwarmEvents::replicas, was, is, attributes);
    changed("updatestate", SwarmEvents::updateState, was, is, attributes);
    changed("rebalancestate", SwarmEvents::rebalanceState, was, is, attributes);
  }

  private static String rebalanceState(Service service) {
    var status = service.rebalanceStatus();
    return status == null ? "" : status.state().text();
  }

  private static String image(Service service) {
    ContainerSpec container = service.spec().taskTemplate().containerSpec();
    return container == null ? "" : container.image();
  }

  private static String replicas(Service service) {
    return service.spec().workload() instanceof Workload.Replicated(int replicas)
        ? Integer.toString(replicas)
        : "";
  }

  private static String updateState(Service service) {
    var status = service.updateStatus();
    return status == null || status.state() == null ? "" : status.state().text();
  }

  private static void node(Node was, Node is, Map<String, String> attributes) {
    changed("availability", n -> n.spec().availability(), was, is, attributes);
    changed("role", n -> n.spec().role(), was, is, attributes);
    changed("state", n -> n.status().state().text(), was, is, attributes);
  }

  private static <T> void changed(
      String name, Function<T, String> part, T was, T is, Map<String, String> attributes) {
    String old = part.apply(was);
    String now = part.apply(is);
    if (!Objects.equals(old, now)) {
      attributes.put(name + ".new", now);
      attributes.put(name + ".old", old);
    }
  }

  private static Event swarm(
      Subject subject, String action, Map<String, String> attributes, Instant at) {
    return new Event(
        "",
        "",
        "",
        subject.type,
        action,
        new EventActor(subject.id, attributes),
        "swarm",
        at.getEpochSecond(),
        at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }
}
