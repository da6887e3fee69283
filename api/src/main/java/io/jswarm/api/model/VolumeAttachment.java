package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A cluster volume that serves a task's mount. */
@OmitEmpty
public record VolumeAttachment(@JsonProperty("ID") String id, String source, String target) {
  public VolumeAttachment {
    id = Values.text(id);
    source = Values.text(source);
    target = Values.text(target);
  }
}
