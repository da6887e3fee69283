package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DeviceMapping;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.WorkloadPolicy;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What services have of their hosts, held against the cluster's policy (docs/adr/031): a service
 * may not ask for more than it allows, and it may not become less than services use.
 */
final class PolicyUse {
  /** Services that a refusal names. */
  private static final int NAMED_MAX = 10;

  private PolicyUse() {}

  /** Refuses a spec that asks for what the policy does not allow, and says how to allow it. */
  static Optional<Refusal> check(ClusterImage image, ServiceSpec spec) {
    WorkloadPolicy policy = policy(image);
    WorkloadPolicy lacking = lacking(policy, spec);
    if (lacking.equals(WorkloadPolicy.NONE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Refusal.Kind.PERMISSION_DENIED,
            "the cluster's policy does not allow %s; whoever runs the cluster can allow it: jswarm swarm update --workload-policy %s"
                .formatted(words(lacking), quoted(policy.and(lacking).text()))));
  }

  /** Refuses a policy that is malformed, or that services would not meet, which it names. */
  static Optional<Refusal> checkChange(ClusterImage image, WorkloadPolicy policy) {
    if (policy.equals(policy(image))) {
      return Optional.empty();
    }
    String fault = policy.fault();
    if (fault != null) {
      return Optional.of(Refusal.invalid(fault));
    }
    List<String> users = users(image, policy);
    if (users.isEmpty()) {
      return Optional.empty();
    }
    int more = users.size() - NAMED_MAX;
    return Optional.of(
        new Refusal(
            Refusal.Kind.FAILED_PRECONDITION,
            "services have what the policy would not allow any more; change or remove them first: "
                + String.join(", ", users.subList(0, Math.min(users.size(), NAMED_MAX)))
                + (more > 0 ? " and " + more + " more" : "")));
  }

  /** Who would have what the policy does not allow, by name, each with what that is. */
  private static List<String> users(ClusterImage image, WorkloadPolicy policy) {
    SortedMap<String, WorkloadPolicy> users = new TreeMap<>();
    for (Service service : image.services().values()) {
      note(users, service.spec().name(), lacking(policy, service));
    }
    for (Task task : image.tasks().values()) {
      if (task.isLive() && !task.isToStop()) {
        Service service = image.service(task.serviceId());
        String name = service == null ? task.serviceId() : service.spec().name();
        note(users, name, lacking(policy, task.spec()));
      }
    }
    List<String> named = new ArrayList<>();
    users.forEach((name, lacking) -> named.add(name + " (" + words(lacking) + ")"));
    return named;
  }

  private static void note(
      SortedMap<String, WorkloadPolicy> users, String name, WorkloadPolicy lacking) {
    if (!lacking.equals(WorkloadPolicy.NONE)) {
      users.merge(name, lacking, WorkloadPolicy::and);
    }
  }

  private static WorkloadPolicy policy(ClusterImage image) {
    ClusterState cluster = image.cluster();
    return cluster == null ? WorkloadPolicy.NONE : cluster.swarm().spec().policy();
  }

  /**
   * Of what a service is, and of what an update that fails may take it back to by itself. Wanted
   * tasks of earlier specs count besides: an update that pauses leaves some.
   */
  private static WorkloadPolicy lacking(WorkloadPolicy policy, Service service) {
    WorkloadPolicy present = lacking(policy, service.spec());
    boolean mayGoBack =
        service.updateStatus() != null && service.updateStatus().state() == UpdateState.UPDATING;
    return mayGoBack && service.previousSpec() != null
        ? present.and(lacking(policy, service.previousSpec()))
        : present;
  }

  private static WorkloadPolicy lacking(WorkloadPolicy policy, ServiceSpec spec) {
    return lacking(policy, spec.taskTemplate());
  }

  /** What a spec has that a policy does not allow. */
  private static WorkloadPolicy lacking(WorkloadPolicy policy, TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    if (container == null) {
      return WorkloadPolicy.NONE;
    }
    List<String> devices =
        container.privileged()
            ? List.of() // it has all of them
            : container.devices().stream()
                .map(DeviceMapping::pathOnHost)
                .filter(path -> !policy.allowsDevice(path))
                .distinct()
                .toList();
    return new WorkloadPolicy(
        container.privileged() && !policy.privileged(),
        container.gpus() != 0 && !policy.gpus(),
        devices);
  }

  private static String words(WorkloadPolicy lacking) {
    List<String> words = new ArrayList<>();
    if (lacking.privileged()) {
      words.add("privileged containers");
    }
    if (lacking.gpus()) {
      words.add("GPUs");
    }
    lacking.devices().forEach(each -> words.add("the device " + each));
    return String.join(", ", words);
  }

  /** A shell would take a star for itself. */
  private static String quoted(String policy) {
    return policy.contains("*") ? "'" + policy + "'" : policy;
  }
}
