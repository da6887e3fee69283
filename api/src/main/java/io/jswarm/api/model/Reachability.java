package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether the other managers reach a manager. */
public enum Reachability {
  UNKNOWN,
  UNREACHABLE,
  REACHABLE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as Docker writes it. */
  @JsonValue
  public String text() {
    return text;
  }
}
