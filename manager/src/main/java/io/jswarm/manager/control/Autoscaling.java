package io.jswarm.manager.control;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Workload;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What commands may say about a number of tasks that follows their load (docs/adr/030). */
final class Autoscaling {
  /** Ten times what is reserved is not what was meant. */
  private static final long PERCENT_MAX = 1_000;

  private Autoscaling() {}

  /** What is wrong with the spec, if anything. */
  static @Nullable String check(ServiceSpec spec) {
    Autoscale wish = spec.autoscale();
    if (wish == null) {
      return null;
    }
    String wrong = bounds(wish);
    wrong = wrong == null ? targets(wish, spec.taskTemplate().resources()) : wrong;
    wrong = wrong == null ? cooldown(wish.cooldownOrDefault()) : wrong;
    return wrong == null ? number(spec, wish) : wrong;
  }

  private static @Nullable String bounds(Autoscale wish) {
    if (wish.min() < 1) {
      return "autoscale: min must be 1 or more: a service without tasks has no load to follow";
    }
    if (wish.max() < wish.min()) {
      return "autoscale: max (%d) must not be less than min (%d)".formatted(wish.max(), wish.min());
    }
    return wish.max() > ServiceValidation.REPLICAS_MAX
        ? "autoscale: max must be no more than " + ServiceValidation.REPLICAS_MAX
        : null;
  }

  private static @Nullable String targets(
      Autoscale wish, @Nullable ResourceRequirements resources) {
    if (wish.cpu() == 0 && wish.memory() == 0) {
      return "autoscale: say how much a task should use: cpu or memory in percent, such as cpu=70%";
    }
    if (!isPercent(wish.cpu()) || !isPercent(wish.memory())) {
      return "autoscale: cpu and memory must be from 1 to " + PERCENT_MAX + " percent";
    }
    return wish.memory() > 0 && !boundsMemory(resources)
        ? "autoscale: memory is counted in percent of a task's limit or reservation: set"
            + " --limit-memory or --reserve-memory"
        : null;
  }

  private static boolean isPercent(long percent) {
    return percent >= 0 && percent <= PERCENT_MAX;
  }

  private static boolean boundsMemory(@Nullable ResourceRequirements resources) {
    return resources != null
        && ((resources.limits() != null && resources.limits().memoryBytes() > 0)
            || (resources.reservations() != null && resources.reservations().memoryBytes() > 0));
  }

  private static @Nullable String cooldown(Duration cooldown) {
    boolean fits =
        cooldown.compareTo(Autoscale.COOLDOWN_MIN) >= 0
            && cooldown.compareTo(Autoscale.COOLDOWN_MAX) <= 0;
    return fits
        ? null
        : "autoscale: cooldown must be from %ds to %dh"
            .formatted(Autoscale.COOLDOWN_MIN.toSeconds(), Autoscale.COOLDOWN_MAX.toHours());
  }

  private static @Nullable String number(ServiceSpec spec, Autoscale wish) {
    boolean fits =
        spec.workload() instanceof Workload.Replicated(int replicas) && wish.allows(replicas);
    return fits
        ? null
        : "service %s autoscales between %d and %d; change --autoscale or take it away with"
                .formatted(spec.name(), wish.min(), wish.max())
            + " --autoscale none";
  }

  /**
   * The autoscale status of a service that somebody gives this spec: a number of tasks that is
   * another than before was set by hand.
   */
  static @Nullable AutoscaleStatus statusOf(Service service, ServiceSpec spec, Instant at) {
    if (spec.autoscale() == null) {
      return null;
    }
    AutoscaleStatus before = service.autoscaleStatus();
    AutoscaleStatus status = before == null ? AutoscaleStatus.NONE : before;
    return spec.workload().equals(service.spec().workload()) ? before : status.setByHand(at);
  }
}
