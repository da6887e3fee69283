package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.ReplicatedJob;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.Workload;
import io.jswarm.scheduler.constraint.BadConstraint;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service spec makes sense in itself; refusals in Docker's words. What is sensible but
 * not done is {@link NotYet}'s.
 */
final class ServiceValidation {
  private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$");
  private static final int NAME_LENGTH_MAX = 63;

  /** Ten times what a cluster is built for; every task is held in the memory of each manager. */
  static final long REPLICAS_MAX = 1_000_000;

  private static final List<String> RESTART_CONDITIONS = List.of("", "any", "on-failure", "none");
  private static final List<String> FAILURE_ACTIONS = List.of("", "pause", "continue", "rollback");
  private static final List<String> ORDERS = List.of("", "stop-first", "start-first");

  private ServiceValidation() {}

  /** The first thing wrong with the spec. */
  static Optional<Refusal> check(ServiceSpec spec) {
    return Stream.<Supplier<@Nullable String>>of(
            () -> runtime(spec.taskTemplate()),
            () -> name(spec.name()),
            () -> mode(spec.mode()),
            () -> Autoscaling.check(spec),
            () -> ContainerValidation.check(spec),
            () -> OptionValidation.check(spec.taskTemplate()),
            () -> HostAccessCheck.check(spec.taskTemplate()),
            () -> ResourceValidation.check(spec.taskTemplate().resources()),
            () -> restart(spec.taskTemplate().restartPolicy()),
            () -> job(spec),
            () -> ScheduleCheck.check(spec),
            () -> updates(spec.updateConfig(), "update"),
            () -> updates(spec.rollbackConfig(), "rollback"),
            () -> fence(spec),
            () -> placement(spec.taskTemplate()),
            () -> VolumeAffinityCheck.check(spec),
            () -> rebalance(spec),
            () -> endpoint(spec.endpointSpec()))
        .map(Supplier::get)
        .filter(message -> message != null)
        .findFirst()
        .map(Refusal::invalid);
  }

  private static @Nullable String fence(ServiceSpec spec) {
    boolean startsFirst =
        Stream.of(spec.updateConfig(), spec.rollbackConfig())
            .anyMatch(config -> config != null && config.orderOrDefault().equals("start-first"));
    return spec.taskTemplate().fence() && startsFirst
        ? "a fenced service never runs two tasks in one slot: its update and rollback order must be"
            + " stop-first"
        : null;
  }

  private static @Nullable String rebalance(ServiceSpec spec) {
    String said = spec.taskTemplate().placementOrAnywhere().rebalance();
    if (said.isEmpty()) {
      return null;
    }
    if (!said.equals(Placement.AUTO)) {
      return "invalid rebalance \"" + said + "\": auto or off";
    }
    if (!(spec.workload() instanceof Workload.Replicated)) {
      return "only tasks of replicated services can be moved between nodes";
    }
    return spec.taskTemplate().fence()
        ? "a fenced service never runs two tasks in one slot: its tasks cannot be moved by themselves"
        : null;
  }

  private static @Nullable String runtime(TaskSpec task) {
    boolean known =
        Stream.of("", "container", "plugin", "attachment").anyMatch(task.runtime()::equals);
    if (!known) {
      return "unsupported runtime";
    }
    boolean container = task.runtime().isEmpty() || task.runtime().equals("container");
    return container && task.containerSpec() == null ? "mismatched Runtime and *Spec fields" : null;
  }

  private static @Nullable String name(String name) {
    if (!NAME.matcher(name).matches()) {
      return "name must be valid as a DNS name component";
    }
    return name.length() > NAME_LENGTH_MAX
        ? "name must be " + NAME_LENGTH_MAX + " characters or fewer"
        : null;
  }

  private static @Nullable String mode(ServiceMode mode) {
    long said =
        Stream.of(mode.replicated(), mode.global(), mode.replicatedJob(), mode.globalJob())
            .filter(m -> m != null)
            .count();
    if (said > 1) {
      return "must specify only one service mode";
    }
    ReplicatedJob job = mode.replicatedJob();
    if (job != null) {
      return counts(job);
    }
    ReplicatedService replicated = mode.replicated();
    return replicated == null ? null : count(replicated.replicas());
  }

  private static @Nullable String counts(ReplicatedJob job) {
    if (job.maxConcurrent() != null && job.maxConcurrent() < 0) {
      return "Maximum concurrent jobs must not be negative";
    }
    if (job.totalCompletions() != null && job.totalCompletions() < 0) {
      return "Total completed jobs must not be negative";
    }
    String wrong = count(job.maxConcurrent());
    return wrong == null ? count(job.totalCompletions()) : wrong;
  }

  private static @Nullable String count(@Nullable Long count) {
    return count != null && (count < 0 || count > REPLICAS_MAX)
        ? "invalid number of replicas " + count + ": must be from 0 to " + REPLICAS_MAX
        : null;
  }

  private static @Nullable String job(ServiceSpec spec) {
    return spec.workload().isJob() && spec.updateConfig() != null
        ? "Jobs may not have an update config"
        : null;
  }

  private static @Nullable String restart(@Nullable RestartPolicy policy) {
    if (policy == null) {
      return null;
    }
    if (!RESTART_CONDITIONS.contains(policy.condition())) {
      return "invalid RestartCondition: \"" + policy.condition() + "\"";
    }
    if (policy.delay() != null && policy.delay().isNegative()) {
      return "TaskSpec: restart-delay cannot be negative";
    }
    return policy.window() != null && policy.window().isNegative()
        ? "TaskSpec: restart-window cannot be negative"
        : null;
  }

  private static @Nullable String updates(@Nullable UpdateConfig config, String what) {
    if (config == null) {
      return null;
    }
    if (!FAILURE_ACTIONS.contains(config.failureAction())) {
      return "unrecognized " + what + " failure action " + config.failureAction();
    }
    if (what.equals("rollback") && config.failureAction().equals("rollback")) {
      return "unrecognized rollback failure action rollback";
    }
    if (!ORDERS.contains(config.order())) {
      return "unrecognized " + what + " order " + config.order();
    }
    if (config.delay().isNegative()) {
      return "TaskSpec: " + what + "-delay cannot be negative";
    }
    if (config.monitor() != null && config.monitor().isNegative()) {
      return "TaskSpec: " + what + "-monitor cannot be negative";
    }
    boolean ratio = config.maxFailureRatio() >= 0 && config.maxFailureRatio() <= 1;
    return ratio
        ? null
        : "TaskSpec: " + what + "-maxfailureratio cannot be less than 0 or bigger than 1";
  }

  private static @Nullable String placement(TaskSpec task) {
    try {
      Constraints.parse(task.placementOrAnywhere().constraints());
    } catch (BadConstraint e) {
      return e.getMessage();
    }
    return task.placementOrAnywhere().maxReplicas() < 0
        ? "Placement: MaxReplicas cannot be negative"
        : null;
  }

  private static @Nullable String endpoint(@Nullable EndpointSpec endpoint) {
    if (endpoint == null) {
      return null;
    }
    boolean dnsrr = endpoint.modeOrDefault().equals("dnsrr");
    if (!dnsrr && !endpoint.modeOrDefault().equals("vip")) {
      return "unrecognized endpoint mode " + endpoint.mode();
    }
    record Published(String protocol, int port) {}
    List<Published> seen = new ArrayList<>();
    for (PortConfig port : endpoint.ports()) {
      if (dnsrr && port.publishModeOrDefault().equals("ingress")) {
        return "EndpointSpec: port published with ingress mode can't be used with dnsrr mode";
      }
      Published published = new Published(port.protocolOrDefault(), port.publishedPort());
      if (port.publishedPort() != 0 && seen.contains(published)) {
        return "EndpointSpec: duplicate published ports provided";
      }
      seen.add(published);
    }
    return null;
  }
}
