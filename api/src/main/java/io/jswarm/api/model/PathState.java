package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of the packets one node sent another to try the way. */
public enum PathState {
  /** They arrive and are answered. */
  OK,
  /** None is answered, neither through the tunnel nor beneath it. */
  UNREACHABLE,
  /** The node answers beneath the tunnel, and nothing comes through the tunnel. */
  TUNNEL,
  /** Small ones are answered, those as large as containers may send are not. */
  MTU;

  private final String text = name().toLowerCase(Locale.ROOT);

  @JsonValue
  public String text() {
    return text;
  }
}
