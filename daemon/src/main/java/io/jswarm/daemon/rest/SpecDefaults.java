package io.jswarm.daemon.rest;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what applies where a spec says nothing, for {@code ?insertDefaults=true}. */
final class SpecDefaults {
  private SpecDefaults() {}

  static Service of(Service service) {
    return service.withSpec(of(service.spec()));
  }

  private static ServiceSpec of(ServiceSpec spec) {
    EndpointSpec endpoint = spec.endpointSpec();
    List<PortConfig> ports = endpoint == null ? List.of() : endpoint.ports();
    EndpointSpec complete =
        new EndpointSpec(
            endpoint == null ? Defaults.ENDPOINT_MODE : endpoint.modeOrDefault(), ports);
    ServiceSpec placed = spec.withTaskTemplate(of(spec.taskTemplate())).withEndpointSpec(complete);
    return spec.workload().isJob()
        ? placed // a job has none, and is refused when it is written back with one
        : placed
            .withUpdateConfig(of(spec.updateConfig()))
            .withRollbackConfig(of(spec.rollbackConfig()));
  }

  private static UpdateConfig of(@Nullable UpdateConfig config) {
    if (config == null) {
      return UpdateConfig.DEFAULT;
    }
    return new UpdateConfig(
        config.parallelism(),
        config.delay(),
        config.failureActionOrDefault(),
        config.monitorOrDefault(),
        config.maxFailureRatio(),
        config.orderOrDefault());
  }

  private static TaskSpec of(TaskSpec template) {
    RestartPolicy said = template.restartPolicy();
    RestartPolicy policy = said == null ? RestartPolicy.UNSET : said;
    RestartPolicy complete =
        new RestartPolicy(
            policy.condition().isEmpty() ? Defaults.RESTART_CONDITION : policy.condition(),
            policy.delay() == null ? Defaults.RESTART_DELAY : policy.delay(),
            policy.maxAttempts() == null ? Long.valueOf(0) : policy.maxAttempts(),
            policy.window());
    return template
        .withRestartPolicy(complete)
        .withPlacement(template.placement() == null ? Placement.ANYWHERE : template.placement());
  }

  /** What only the container's JSON can be given: grace period and an empty DNS configuration. */
  static ObjectNode fill(ObjectNode shown) {
    JsonNode container = shown.path("Spec").path("TaskTemplate").path("ContainerSpec");
    if (container instanceof ObjectNode object) {
      if (!object.has("StopGracePeriod")) {
        object.put("StopGracePeriod", Defaults.STOP_GRACE_PERIOD.toNanos());
      }
      if (!object.has("DNSConfig")) {
        object.putObject("DNSConfig");
      }
    }
    return shown;
  }
}
