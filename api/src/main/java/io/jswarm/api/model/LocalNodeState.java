package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** This node's part in a cluster: none, on the way in, in, broken, or in need of the unlock key. */
public enum LocalNodeState {
  INACTIVE,
  PENDING,
  ACTIVE,
  ERROR,
  LOCKED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as Docker writes it. */
  @JsonValue
  public String text() {
    return text;
  }
}
