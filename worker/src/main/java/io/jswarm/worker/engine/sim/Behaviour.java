package io.jswarm.worker.engine.sim;

import io.jswarm.api.model.ContainerSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * What a simulated container does, read from its spec's labels or, by the same names, its
 * environment.
 *
 * @param rejection {@code sim.reject}: why prepare refuses
 * @param prepareTime {@code sim.prepare}: how long prepare takes, as {@code PT0.5S}
 * @param startFailure {@code sim.fail-start}: why start fails
 * @param life {@code sim.life}: how long it runs before it ends by itself; absent for ever
 * @param exitCode {@code sim.exit}: how it then ends
 * @param stubborn {@code sim.stubborn}: heeds only SIGKILL
 * @param probeCode {@code sim.probe}: how its health checks end
 * @param cores {@code sim.cpu}: how many cores it keeps busy, as {@code 0.5}
 * @param memoryBytes {@code sim.memory}: what it holds
 */
record Behaviour(
    Optional<String> rejection,
    Duration prepareTime,
    Optional<String> startFailure,
    Optional<Duration> life,
    int exitCode,
    boolean stubborn,
    int probeCode,
    double cores,
    long memoryBytes) {

  static Behaviour of(ContainerSpec spec) {
    return new Behaviour(
        find(spec, "sim.reject"),
        find(spec, "sim.prepare").map(Duration::parse).orElse(Duration.ZERO),
        find(spec, "sim.fail-start"),
        find(spec, "sim.life").map(Duration::parse),
        find(spec, "sim.exit").map(Integer::parseInt).orElse(0),
        find(spec, "sim.stubborn").isPresent(),
        find(spec, "sim.probe").map(Integer::parseInt).orElse(0),
        find(spec, "sim.cpu").map(Double::parseDouble).orElse(0.0),
        find(spec, "sim.memory").map(Long::parseLong).orElse(0L));
  }

  private static Optional<String> find(ContainerSpec spec, String name) {
    String label = spec.labels().get(name);
    if (label != null) {
      return Optional.of(label);
    }
    return spec.env().stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst();
  }
}
