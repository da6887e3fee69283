package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** What runs in a container, from its spec and its image, by Docker's rules. Pure. */
final class ProcessMerge {
  private static final int HOSTNAME_DIGITS = 12;
  private static final String DEFAULT_STOP_SIGNAL = "SIGTERM";

  private ProcessMerge() {}

  /**
   * Merges.
   *
   * @throws EngineException.Rejected when nothing is left to run or something of it is malformed
   */
  static ContainerProcess merge(ContainerPlan plan, ImageConfig image) {
    ContainerSpec spec = plan.container();
    List<String> entrypoint = spec.command().isEmpty() ? image.entrypoint() : spec.command();
    List<String> arguments =
        spec.command().isEmpty() && spec.args().isEmpty() ? image.command() : spec.args();
    if (entrypoint.isEmpty() && arguments.isEmpty()) {
      throw new EngineException.Rejected("No command specified");
    }
    return new ContainerProcess(
        entrypoint,
        arguments,
        env(spec.env(), image.env()),
        workingDirectory(first(spec.dir(), image.workingDirectory())),
        first(spec.user(), image.user()),
        hostname(plan),
        stopSignal(first(spec.stopSignal(), image.stopSignal())),
        spec.tty(),
        HealthCheck.of(spec.healthcheck(), image.health(), image.shell()).orElse(null));
  }

  /** The spec's, then those of the image it does not set; a bare name takes a variable away. */
  private static List<String> env(List<String> spec, List<String> image) {
    List<String> names = spec.stream().map(ProcessMerge::name).toList();
    List<String> merged = new ArrayList<>(spec.stream().filter(e -> e.indexOf('=') > 0).toList());
    image.stream().filter(each -> !names.contains(name(each))).forEach(merged::add);
    return merged;
  }

  private static String name(String variable) {
    int equals = variable.indexOf('=');
    return equals < 0 ? variable : variable.substring(0, equals);
  }

  private static String workingDirectory(String directory) {
    if (directory.isEmpty()) {
      return "/";
    }
    if (!directory.startsWith("/")) {
      throw new EngineException.Rejected(
          "the working directory '%s' is invalid, it needs to be an absolute path"
              .formatted(directory));
    }
    return directory;
  }

  private static String hostname(ContainerPlan plan) {
    if (!plan.container().hostname().isEmpty()) {
      return plan.container().hostname();
    }
    boolean hostsOwn = plan.network() instanceof NetworkMode.Host && !plan.nodeHostname().isEmpty();
    return hostsOwn ? plan.nodeHostname() : plan.containerId().substring(0, HOSTNAME_DIGITS);
  }

  private static String stopSignal(String text) {
    String signal = first(text, DEFAULT_STOP_SIGNAL);
    if (Signals.parse(signal).isEmpty()) {
      throw new EngineException.Rejected("Invalid signal: " + signal);
    }
    return signal;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
