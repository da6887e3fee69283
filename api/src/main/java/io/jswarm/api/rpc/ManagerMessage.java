package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Task;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the leader's dispatcher says to a node on its session stream. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ManagerMessage.Welcome.class, name = "Welcome"),
  @JsonSubTypes.Type(value = ManagerMessage.Cluster.class, name = "Cluster"),
  @JsonSubTypes.Type(value = ManagerMessage.Assignments.class, name = "Assignments"),
  @JsonSubTypes.Type(value = ManagerMessage.Networks.class, name = "Networks"),
  @JsonSubTypes.Type(value = ManagerMessage.HeartbeatAck.class, name = "HeartbeatAck"),
  @JsonSubTypes.Type(value = ManagerMessage.StatusesAck.class, name = "StatusesAck"),
  @JsonSubTypes.Type(value = ManagerMessage.Lease.class, name = "Lease"),
  @JsonSubTypes.Type(value = ManagerMessage.Measure.class, name = "Measure"),
  @JsonSubTypes.Type(value = ManagerMessage.Redirect.class, name = "Redirect"),
})
public sealed interface ManagerMessage {
  /** Answers Register. */
  record Welcome(String sessionId, long heartbeatMillis) implements ManagerMessage {}

  /**
   * What the node should know of the cluster; sent after Welcome and whenever it changes.
   *
   * @param managers where a session can be had, the leader first
   * @param role the role the node should have now; a node whose certificate says otherwise asks for
   *     a new one
   * @param trustRoots PEM of the roots to trust; new roots ask for a new certificate
   * @param heartbeatMillis between two heartbeats from now on; 0 from a manager that does not say
   *     it here: as its Welcome said
   */
  record Cluster(
      List<ManagerAddress> managers, String role, String trustRoots, long heartbeatMillis)
      implements ManagerMessage {}

  /**
   * Tasks for this node: first, in one or several messages, all of them, then only what changed.
   *
   * @param sequence counts from 1 within a session without gaps
   * @param round of the image that says so; a node turns a manager away that is behind what it has
   *     heard from another
   * @param complete ends the first part: a task that no message of this session has named by now is
   *     not in the cluster any more
   * @param removed ids of tasks that no longer exist in the cluster; their containers go
   * @param payloads secrets and configs that tasks of this node need, before the first such task
   * @param dropped keys of those that none needs any more
   * @param logins what the images of tasks of this message are pulled with, each once
   */
  record Assignments(
      long sequence,
      long round,
      boolean complete,
      List<Assignment> tasks,
      List<String> removed,
      List<PayloadData> payloads,
      List<String> dropped,
      List<Login> logins)
      implements ManagerMessage {
    public Assignments {
      payloads = payloads == null ? List.of() : List.copyOf(payloads);
      dropped = dropped == null ? List.of() : List.copyOf(dropped);
      logins = logins == null ? List.of() : List.copyOf(logins);
    }

    /** About tasks whose images everybody may pull. */
    public Assignments(
        long sequence,
        long round,
        boolean complete,
        List<Assignment> tasks,
        List<String> removed,
        List<PayloadData> payloads,
        List<String> dropped) {
      this(sequence, round, complete, tasks, removed, payloads, dropped, List.of());
    }

    /** About tasks only. */
    public Assignments(
        long sequence, long round, boolean complete, List<Assignment> tasks, List<String> removed) {
      this(sequence, round, complete, tasks, removed, List.of(), List.of());
    }
  }

  /**
   * What this node must know to carry packets: first, in one or several messages, all of it, then
   * only what changed; before the tasks of the same round.
   *
   * @param sequence counts from 1 within a session without gaps, apart from that of assignments
   * @param round of the image that says so
   * @param complete ends the first part: what no message of this session has named by now holds no
   *     more
   */
  record Networks(long sequence, long round, boolean complete, FactBatch facts)
      implements ManagerMessage {}

  /** Answers a heartbeat: both ends know that both directions work. */
  record HeartbeatAck(long sequence) implements ManagerMessage {}

  /** The statuses up to this sequence are committed. */
  record StatusesAck(long sequence) implements ManagerMessage {}

  /**
   * Answers Renew: after that question had come, a majority of managers has confirmed that this one
   * leads. The lease runs from when the question was asked.
   */
  record Lease(long sequence) implements ManagerMessage {}

  /** Say what these tasks use; see {@link WorkerMessage.Usage}. */
  record Measure(List<String> taskIds) implements ManagerMessage {}

  /** This manager does not lead; the stream ends. */
  record Redirect(@Nullable ManagerAddress leader) implements ManagerMessage {}

  /**
   * A task with what the node needs beside it.
   *
   * @param serviceLabels for the templates in the task's spec
   * @param hostPorts what the task publishes on its own node: mode {@code host} only
   * @param withLogin whether its image is pulled with a {@link Login}, which is kept in memory
   *     only: a node that has lost it waits until it is told anew
   */
  record Assignment(
      Task task,
      String serviceName,
      Map<String, String> serviceLabels,
      List<PortConfig> hostPorts,
      boolean withLogin) {
    public Assignment {
      serviceLabels = serviceLabels == null ? Map.of() : new TreeMap<>(serviceLabels);
      hostPorts = hostPorts == null ? List.of() : List.copyOf(hostPorts);
    }

    public Assignment withTask(Task task) {
      return new Assignment(task, serviceName, serviceLabels, hostPorts, withLogin);
    }

    public Assignment withHostPorts(List<PortConfig> hostPorts) {
      return new Assignment(task, serviceName, serviceLabels, hostPorts, withLogin);
    }

    /** Of a task whose image everybody may pull. */
    public Assignment(
        Task task,
        String serviceName,
        Map<String, String> serviceLabels,
        List<PortConfig> hostPorts) {
      this(task, serviceName, serviceLabels, hostPorts, false);
    }

    /** Of a task that publishes nothing on its own node. */
    public Assignment(Task task, String serviceName, Map<String, String> serviceLabels) {
      this(task, serviceName, serviceLabels, List.of());
    }
  }

  /** Credentials, and the tasks whose images are pulled with them. */
  record Login(RegistryAuth auth, List<String> taskIds) {
    public Login {
      taskIds = List.copyOf(taskIds);
    }
  }

  /** Where a manager's control port is, as host:port. */
  record ManagerAddress(String nodeId, String addr) {}
}
