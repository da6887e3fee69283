package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a run of a job on a schedule is. */
public enum RunState {
  /** Its tasks are made, run, and are made again when they fail. */
  RUNNING,
  /** The next run takes its place: its tasks are to stop. */
  STOPPING,
  /** Every task it was to have completed. */
  COMPLETE,
  /** It ended with fewer completions than were asked for. */
  FAILED,
  /** It was stopped for the next one. */
  REPLACED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as clients see it. */
  @JsonValue
  public String text() {
    return text;
  }
}
