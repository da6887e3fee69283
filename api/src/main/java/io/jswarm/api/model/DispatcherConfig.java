package io.jswarm.api.model;

import java.time.Duration;

/** How often workers report that they live. */
@OmitEmpty
public record DispatcherConfig(@OmitZero Duration heartbeatPeriod) {
  public DispatcherConfig {
    heartbeatPeriod = Values.duration(heartbeatPeriod);
  }

  /** Nothing said. */
  public static final DispatcherConfig UNSET = new DispatcherConfig(Duration.ZERO);
}
