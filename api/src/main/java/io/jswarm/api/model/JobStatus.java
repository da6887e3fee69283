package io.jswarm.api.model;

import java.time.Instant;

/** Which run of a job this is, and when it was started. */
@OmitEmpty
public record JobStatus(@Always Version jobIteration, @Always Instant lastExecution) {
  public JobStatus {
    jobIteration = jobIteration == null ? Version.ZERO : jobIteration;
    lastExecution = Values.instant(lastExecution);
  }
}
