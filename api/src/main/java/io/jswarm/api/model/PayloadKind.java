package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a {@link Payload} is: a secret, which no answer shows, or a config, which may be read. */
public enum PayloadKind {
  SECRET("secret", 500 << 10),
  CONFIG("config", 1000 << 10);

  private final String noun;
  private final int limitBytes;

  PayloadKind(String noun, int limitBytes) {
    this.noun = noun;
    this.limitBytes = limitBytes;
  }

  /** As messages, events and the API say it. */
  @JsonValue
  public String noun() {
    return noun;
  }

  /** Data is shorter than this, as in Swarm. */
  public int limitBytes() {
    return limitBytes;
  }
}
