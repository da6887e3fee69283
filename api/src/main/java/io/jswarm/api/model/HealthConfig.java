package io.jswarm.api.model;

import java.time.Duration;
import java.util.List;

/** How to see whether a container is well. Zero and empty mean "as the image says". */
@OmitEmpty
public record HealthConfig(
    List<String> test,
    @OmitZero Duration interval,
    @OmitZero Duration timeout,
    @OmitZero Duration startPeriod,
    @OmitZero Duration startInterval,
    int retries) {
  public HealthConfig {
    test = Values.list(test);
    interval = Values.duration(interval);
    timeout = Values.duration(timeout);
    startPeriod = Values.duration(startPeriod);
    startInterval = Values.duration(startInterval);
  }
}
