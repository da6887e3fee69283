package io.jswarm.scheduler.filter;

import io.jswarm.api.model.Platform;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The image runs on the node's operating system and architecture. */
record PlatformFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return !demand.platforms().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    Platform actual = node.node().description().platform();
    return demand.platforms().stream().anyMatch(wanted -> runsOn(wanted, actual));
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("unsupported platform", nodes);
  }

  private static boolean runsOn(Platform wanted, Platform actual) {
    return (wanted.os().isEmpty() || wanted.os().equals(actual.os()))
        && (wanted.architecture().isEmpty()
            || common(wanted.architecture()).equals(common(actual.architecture())));
  }

  /** Kernels and images have different names for the same architecture. */
  private static String common(String architecture) {
    return switch (architecture) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> architecture;
    };
  }
}
