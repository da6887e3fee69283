package io.jswarm.api.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a roll-out (or a roll-back) proceeds. Zero parallelism is all at once.
 *
 * @param delay between the end of one slot and the beginning of the next
 * @param monitor how long a new task is watched for failure; zero for not at all once it runs, null
 *     when nothing is said
 */
@OmitEmpty
public record UpdateConfig(
    @Always long parallelism,
    @OmitZero Duration delay,
    String failureAction,
    @Nullable Duration monitor,
    @Always double maxFailureRatio,
    @Always String order) {
  public UpdateConfig {
    delay = Values.duration(delay);
    failureAction = Values.text(failureAction);
    order = Values.text(order);
  }

  /** What applies when nothing is said: one at a time, stop first, pause on failure. */
  public static final UpdateConfig DEFAULT =
      new UpdateConfig(
          Defaults.UPDATE_PARALLELISM,
          Duration.ZERO,
          Defaults.FAILURE_ACTION,
          Defaults.UPDATE_MONITOR,
          0,
          Defaults.UPDATE_ORDER);

  /** How long a new task is watched for failure. */
  public Duration monitorOrDefault() {
    return monitor == null ? Defaults.UPDATE_MONITOR : monitor;
  }

  /** {@code pause}, {@code continue} or {@code rollback}. */
  public String failureActionOrDefault() {
    return failureAction.isEmpty() ? Defaults.FAILURE_ACTION : failureAction;
  }

  /** {@code stop-first} or {@code start-first}. */
  public String orderOrDefault() {
    return order.isEmpty() ? Defaults.UPDATE_ORDER : order;
  }
}
