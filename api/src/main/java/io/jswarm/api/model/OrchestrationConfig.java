package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** How many ended tasks are kept per slot; negative keeps all. */
@OmitEmpty
public record OrchestrationConfig(@Nullable Long taskHistoryRetentionLimit) {

  /** Nothing said. */
  public static final OrchestrationConfig UNSET = new OrchestrationConfig(null);

  /** The limit that applies. */
  public long historyLimit() {
    return taskHistoryRetentionLimit == null
        ? Defaults.TASK_HISTORY_RETENTION_LIMIT
        : taskHistoryRetentionLimit;
  }
}
