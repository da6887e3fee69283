package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The container of a task: its id, its first process while it runs, its exit code once it ended.
 */
@OmitEmpty
public record ContainerStatus(
    @JsonProperty("ContainerID") @Always String containerId,
    @JsonProperty("PID") @Always int pid,
    @Always int exitCode) {
  public ContainerStatus {
    containerId = Values.text(containerId);
  }
}
