package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the moving of a service's tasks to emptier nodes is. */
public enum RebalanceState {
  /** Tasks are being moved, or looked at. */
  MOVING,
  /** No move is left that would help, or the limit is reached. */
  COMPLETED,
  /** Something more important came: the service changed. */
  STOPPED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as clients see it. */
  @JsonValue
  public String text() {
    return text;
  }
}
