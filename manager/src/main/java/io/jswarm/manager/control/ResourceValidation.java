package io.jswarm.manager.control;

import io.jswarm.api.model.Limit;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.text.GoText;
import org.jspecify.annotations.Nullable;

/** Lower bounds below which a limit would only stop the container from starting. */
final class ResourceValidation {
  /** A thousandth of a core. */
  private static final long NANO_CPUS_MIN = 1_000_000;

  private static final long MEMORY_BYTES_MIN = 4L << 20;
  private static final double NANOS = 1e9;

  private ResourceValidation() {}

  static @Nullable String check(@Nullable ResourceRequirements resources) {
    if (resources == null) {
      return null;
    }
    Limit limits = resources.limits();
    String refusal = limits == null ? null : amount(limits.nanoCpus(), limits.memoryBytes());
    if (refusal == null && limits != null && limits.pids() < 0) {
      return "invalid pids limit " + limits.pids() + ": Must be 0 (no limit) or more";
    }
    String swap = swap(resources, limits);
    if (refusal == null && swap != null) {
      return swap;
    }
    Resources reserved = resources.reservations();
    return refusal == null && reserved != null
        ? amount(reserved.nanoCpus(), reserved.memoryBytes())
        : refusal;
  }

  private static @Nullable String swap(ResourceRequirements resources, @Nullable Limit limits) {
    Long swap = resources.swapBytes();
    Long swappiness = resources.memorySwappiness();
    if (swap != null && swap < -1) {
      return "invalid memory swap " + swap + ": Must be -1 (no limit) or more";
    }
    if (swap != null && (limits == null || limits.memoryBytes() == 0)) {
      return "memory swap can only be limited together with memory: set a memory limit too";
    }
    return swappiness != null && (swappiness < -1 || swappiness > 100)
        ? "invalid memory swappiness " + swappiness + ": Must be from 0 to 100, or -1"
        : null;
  }

  private static @Nullable String amount(long nanoCpus, long memoryBytes) {
    if (nanoCpus != 0 && nanoCpus < NANO_CPUS_MIN) {
      return "invalid cpu value " + GoText.number(nanoCpus / NANOS) + ": Must be at least 0.001";
    }
    if (memoryBytes != 0 && memoryBytes < MEMORY_BYTES_MIN) {
      return "invalid memory value " + memoryBytes + ": Must be at least 4MiB";
    }
    return null;
  }
}
