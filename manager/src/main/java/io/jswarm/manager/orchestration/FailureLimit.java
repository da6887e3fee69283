package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether more of a roll-out's slots have failed than its configuration allows. A slot fails when
 * the task the roll-out made for it stops by itself, before it ran or while it is watched; what was
 * there before the roll-out began does not count.
 */
final class FailureLimit {
  private FailureLimit() {}

  /** The task whose failure was one too many; empty while there are no more than allowed. */
  static Optional<Task> passedBy(Service service, SlotBook book) {
    UpdateConfig config = RollOut.configOf(service);
    UpdateStatus status = service.updateStatus();
    if (config.failureActionOrDefault().equals("continue") || status == null) {
      return Optional.empty();
    }
    Instant began = status.startedAt() == null ? Instant.MIN : status.startedAt();
    List<Task> failed = book.attempts().failedFrom(began);
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    int slots = book.stale().size() + book.open() + book.attempts().settledFrom(began);
    boolean tooMany = (float) failed.size() / slots > (float) config.maxFailureRatio();
    return tooMany ? Optional.of(failed.getLast()) : Optional.empty();
  }
}
