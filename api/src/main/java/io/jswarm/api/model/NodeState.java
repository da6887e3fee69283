package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a node is: not heard of since a change of leader, gone, well, or told to go. */
public enum NodeState {
  UNKNOWN,
  DOWN,
  READY,
  DISCONNECTED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as Docker writes it. */
  @JsonValue
  public String text() {
    return text;
  }
}
