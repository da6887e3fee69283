package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a roll-out is. */
public enum UpdateState {
  UPDATING,
  PAUSED,
  COMPLETED,
  ROLLBACK_STARTED,
  ROLLBACK_PAUSED,
  ROLLBACK_COMPLETED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as Docker writes it. */
  @JsonValue
  public String text() {
    return text;
  }
}
