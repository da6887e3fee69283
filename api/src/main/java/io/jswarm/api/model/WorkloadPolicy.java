package io.jswarm.api.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What services of a cluster may have of their hosts beyond what containers have (docs/adr/031).
 *
 * @param privileged whether containers may be privileged, which is to be root on their hosts
 * @param gpus whether they may have GPUs
 * @param devices which device nodes, by patterns of their paths on the host: {@code *} stands for
 *     any characters but a slash
 */
@OmitEmpty
public record WorkloadPolicy(boolean privileged, boolean gpus, List<String> devices) {
  public WorkloadPolicy {
    devices = Values.list(devices);
  }

  /** Patterns a policy may have: people must be able to read it. */
  private static final int DEVICES_MAX = 64;

  private static final int STARS_MAX = 4;
  private static final Pattern PATTERN = Pattern.compile("(/[A-Za-z0-9_.:@+*-]+)+");

  /** Allows nothing. */
  public static final WorkloadPolicy NONE = new WorkloadPolicy(false, false, List.of());

  /** Whether one of the patterns is of this path. */
  public boolean allowsDevice(String path) {
    return devices.stream().anyMatch(pattern -> matches(pattern, 0, path, 0));
  }

  /** Backtracks at stars only: patterns have few, and paths are short. */
  private static boolean matches(String pattern, int p, String path, int at) {
    if (p == pattern.length()) {
      return at == path.length();
    }
    if (pattern.charAt(p) != '*') {
      return at < path.length()
          && pattern.charAt(p) == path.charAt(at)
          && matches(pattern, p + 1, path, at + 1);
    }
    for (int end = at; end <= path.length(); end++) {
      if (matches(pattern, p + 1, path, end)) {
        return true;
      }
      if (end < path.length() && path.charAt(end) == '/') {
        return false;
      }
    }
    return false;
  }

  /** What is wrong with the policy; null when nothing is. */
  public @Nullable String fault() {
    if (devices.size() > DEVICES_MAX) {
      return "a workload policy has at most %d device patterns, not %d"
          .formatted(DEVICES_MAX, devices.size());
    }
    for (String each : devices) {
      boolean plain = PATTERN.matcher(each).matches();
      if (!plain || each.matches(".*/\\.\\.?(/.*)?")) {
        return "invalid device pattern \"%s\" in the workload policy: it must be a whole path, such as /dev/fuse or /dev/snd/*"
            .formatted(each);
      }
      if (each.chars().filter(c -> c == '*').count() > STARS_MAX) {
        return "invalid device pattern \"%s\" in the workload policy: at most %d stars"
            .formatted(each, STARS_MAX);
      }
    }
    return null;
  }

  /** The same, allowing what the other allows too. */
  public WorkloadPolicy and(WorkloadPolicy other) {
    List<String> all = new ArrayList<>(devices);
    other.devices.stream().filter(each -> !all.contains(each)).forEach(all::add);
    return new WorkloadPolicy(privileged || other.privileged, gpus || other.gpus, all);
  }

  /** As {@code --workload-policy} takes it: {@code privileged,gpus,device=/dev/fuse}. */
  public String text() {
    List<String> words = new ArrayList<>();
    if (privileged) {
      words.add("privileged");
    }
    if (gpus) {
      words.add("gpus");
    }
    devices.forEach(each -> words.add("device=" + each));
    return words.isEmpty() ? "none" : String.join(",", words);
  }
}
