package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Limit;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Ulimit;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a container may use at most, in the runtime's words. */
final class ResourceLimits {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceLimits.class);
  private static final long PERIOD_MICROS = 100_000;
  private static final long NANO_CPUS_PER_QUOTA_MICRO = 1_000_000_000L / PERIOD_MICROS;
  private static final BigInteger UNLIMITED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** By the runtime's name, the line of {@code /proc/self/limits}. */
  private static final Map<String, String> RLIMITS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("RLIMIT_CORE", "Max core file size"),
              Map.entry("RLIMIT_CPU", "Max cpu time"),
              Map.entry("RLIMIT_DATA", "Max data size"),
              Map.entry("RLIMIT_FSIZE", "Max file size"),
              Map.entry("RLIMIT_LOCKS", "Max file locks"),
              Map.entry("RLIMIT_MEMLOCK", "Max locked memory"),
              Map.entry("RLIMIT_MSGQUEUE", "Max msgqueue size"),
              Map.entry("RLIMIT_NICE", "Max nice priority"),
              Map.entry("RLIMIT_NOFILE", "Max open files"),
              Map.entry("RLIMIT_NPROC", "Max processes"),
              Map.entry("RLIMIT_RSS", "Max resident set"),
              Map.entry("RLIMIT_RTPRIO", "Max realtime priority"),
              Map.entry("RLIMIT_RTTIME", "Max realtime timeout"),
              Map.entry("RLIMIT_SIGPENDING", "Max pending signals"),
              Map.entry("RLIMIT_STACK", "Max stack size")));

  private final boolean mayRaise;
  private final Set<ControlGroups.Ability> abilities;

  /**
   * @param mayRaise whether this process may set limits above its own
   * @param abilities what this node's control groups can do about swap
   */
  ResourceLimits(boolean mayRaise, Set<ControlGroups.Ability> abilities) {
    this.mayRaise = mayRaise;
    this.abilities = abilities;
  }

  /** The control group part. */
  void resources(@Nullable ResourceRequirements wanted, ObjectNode resources) {
    if (wanted == null) {
      return;
    }
    Limit limit = wanted.limits();
    if (limit != null && limit.memoryBytes() > 0) {
      ObjectNode memory = resources.putObject("memory");
      memory.put("limit", limit.memoryBytes());
      if (abilities.contains(ControlGroups.Ability.LIMIT_SWAP)) {
        memory.put("swap", withSwap(limit.memoryBytes(), wanted.swapBytes()));
      } else if (wanted.swapBytes() != null) {
        LOG.warn("swap is not limited: this node's kernel keeps no account of it");
      }
    }
    swappiness(wanted.memorySwappiness(), resources);
    if (limit != null && limit.nanoCpus() > 0) {
      ObjectNode cpu = resources.putObject("cpu");
      cpu.put("period", PERIOD_MICROS);
      cpu.put("quota", limit.nanoCpus() / NANO_CPUS_PER_QUOTA_MICRO);
    }
    if (limit != null && limit.pids() > 0) {
      resources.putObject("pids").put("limit", limit.pids());
    }
  }

  private void swappiness(@Nullable Long wanted, ObjectNode resources) {
    if (wanted == null || wanted < 0) {
      return;
    }
    if (abilities.contains(ControlGroups.Ability.SET_SWAPPINESS)) {
      resources.withObject("memory").put("swappiness", wanted);
    } else {
      LOG.warn("control groups of version 2 have no swappiness: {} is ignored", wanted);
    }
  }

  /** Memory and swap together; as much swap as memory when nothing is said, as Docker has it. */
  private static long withSwap(long memory, @Nullable Long swap) {
    if (swap == null) {
      return 2 * memory;
    }
    return swap < 0 ? -1 : memory + swap;
  }

  /**
   * The setrlimit part; a limit above this process's own is lowered to it where it cannot be
   * raised.
   */
  ArrayNode rlimits(List<Ulimit> wanted) {
    ArrayNode limits = Json.mapper().createArrayNode();
    for (Ulimit each : wanted) {
      String type = "RLIMIT_" + each.name().toUpperCase(Locale.ROOT);
      if (!RLIMITS.containsKey(type)) {
        throw new EngineException.Rejected("invalid ulimit type: " + each.name());
      }
      BigInteger hard = unsigned(each.hard());
      BigInteger soft = unsigned(each.soft());
      if (soft.compareTo(hard) > 0) {
        throw new EngineException.Rejected(
            "ulimit soft limit must be less than or equal to hard limit: %d > %d"
                .formatted(each.soft(), each.hard()));
      }
      BigInteger most = mayRaise ? UNLIMITED : own(type);
      if (hard.compareTo(most) > 0) {
        LOG.warn(
            "ulimit {}={} is lowered to {}, the most this node can give", each.name(), hard, most);
      }
      ObjectNode limit = limits.addObject();
      limit.put("type", type);
      limit.put("hard", hard.min(most));
      limit.put("soft", soft.min(most));
    }
    return limits;
  }

  private static BigInteger unsigned(long value) {
    return value < 0 ? UNLIMITED : BigInteger.valueOf(value);
  }

  private static BigInteger own(String type) {
    String name = RLIMITS.getOrDefault(type, "");
    try {
      return Files.readAllLines(Path.of("/proc/self/limits")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[1])
          .map(hard -> hard.equals("unlimited") ? UNLIMITED : new BigInteger(hard))
          .findFirst()
          .orElse(UNLIMITED);
    } catch (IOException e) {
      throw new EngineException.Failed("reading this node's limits", e);
    }
  }
}
