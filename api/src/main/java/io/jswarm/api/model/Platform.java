package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An operating system and a processor architecture. */
@OmitEmpty
public record Platform(String architecture, @JsonProperty("OS") String os) {
  public Platform {
    architecture = Values.text(architecture);
    os = Values.text(os);
  }
}
