package io.jswarm.daemon.rest;

import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.AutoscaleStatus.Scaling;
import io.jswarm.api.model.Service;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What events tell of services whose number of tasks follows their load (docs/adr/030). */
final class ScaleNews {
  /** What such an event is called. */
  static final String ACTION = "autoscale";

  private ScaleNews() {}

  /** Whether nothing happened to the service but that it was looked at what its tasks use. */
  static boolean isNothingElse(Service was, Service is) {
    AutoscaleStatus before = was.autoscaleStatus();
    Service sameFigures =
        was.stamped(is.version(), is.updatedAt()).withAutoscaleStatus(is.autoscaleStatus());
    return !Objects.equals(before, is.autoscaleStatus())
        && sameFigures.equals(is)
        && Objects.equals(scaling(was), scaling(is));
  }

  /** Adds how many tasks there are now and why, when managers have chosen; tells whether so. */
  static boolean tell(Service was, Service is, Map<String, String> attributes) {
    Scaling scaling = scaling(is);
    if (scaling == null || scaling.equals(scaling(was))) {
      return false;
    }
    attributes.put("from", Long.toString(scaling.from()));
    attributes.put("to", Long.toString(scaling.to()));
    attributes.put("reason", scaling.reason());
    return true;
  }

  private static @Nullable Scaling scaling(Service service) {
    AutoscaleStatus status = service.autoscaleStatus();
    return status == null ? null : status.lastScale();
  }
}
