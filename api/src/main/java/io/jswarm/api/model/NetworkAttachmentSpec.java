package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A task that only attaches an existing container to a network. */
@OmitEmpty
public record NetworkAttachmentSpec(@JsonProperty("ContainerID") @Always String containerId) {
  public NetworkAttachmentSpec {
    containerId = Values.text(containerId);
  }
}
