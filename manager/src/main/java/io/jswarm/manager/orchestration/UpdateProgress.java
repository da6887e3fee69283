package io.jswarm.manager.orchestration;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.raftstore.image.Change;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The update status of a service, in Swarm's states and words. A status that is not there means
 * that nothing has been replaced since the spec was written; one that is paused, that nothing more
 * will be until the next spec.
 */
final class UpdateProgress {
  private static final String BECAUSE = " due to failure or early termination of task ";

  private UpdateProgress() {}

  static @Nullable UpdateState stateOf(Service service) {
    UpdateStatus status = service.updateStatus();
    return status == null ? null : status.state();
  }

  static boolean isUnderWay(Service service) {
    UpdateState state = stateOf(service);
    return state == UpdateState.UPDATING || state == UpdateState.ROLLBACK_STARTED;
  }

  static boolean isPaused(Service service) {
    UpdateState state = stateOf(service);
    return state == UpdateState.PAUSED || state == UpdateState.ROLLBACK_PAUSED;
  }

  /** The service, with a status when there is something to replace and none yet. */
  static Service begun(Turn turn, Service service, SlotBook book) {
    boolean idle = book.stale().isEmpty() && book.open() == 0;
    return stateOf(service) != null || idle
        ? service
        : write(turn, service, UpdateState.UPDATING, "update in progress");
  }

  /** Whether its update has turned back since, maybe to the same spec. */
  static boolean wasTakenBack(Service before, Service now) {
    boolean turned =
        stateOf(now) == UpdateState.ROLLBACK_STARTED
            && stateOf(before) != UpdateState.ROLLBACK_STARTED;
    return turned || !Objects.equals(now.specVersion(), before.specVersion());
  }

  static void completed(Turn turn, Service service) {
    if (stateOf(service) == UpdateState.ROLLBACK_STARTED) {
      write(turn, service, UpdateState.ROLLBACK_COMPLETED, "rollback completed");
    } else {
      write(turn, service, UpdateState.COMPLETED, "update completed");
    }
  }

  /** Does what the configuration says about too many failures. A rollback is never rolled back. */
  static void failed(Turn turn, Service service, Task culprit) {
    boolean goesBack = RollOut.configOf(service).failureActionOrDefault().equals("rollback");
    String because = BECAUSE + culprit.id();
    if (stateOf(service) == UpdateState.ROLLBACK_STARTED) {
      String what = goesBack ? "rollback paused" : "update paused";
      write(turn, service, UpdateState.ROLLBACK_PAUSED, what + because);
    } else if (goesBack) {
      rollBack(turn, service, because);
    } else {
      write(turn, service, UpdateState.PAUSED, "update paused" + because);
    }
  }

  private static void rollBack(Turn turn, Service service, String because) {
    ServiceSpec previous = service.previousSpec();
    Optional<String> obstacle =
        previous == null
            ? Optional.of("there is no previous spec")
            : portTaken(turn, service, previous.endpointSpec());
    if (previous == null || obstacle.isPresent()) {
      String why = "; it cannot be rolled back: " + obstacle.orElse("");
      write(turn, service, UpdateState.PAUSED, "update paused" + because + why);
      return;
    }
    Service back =
        service
            .withSpec(previous.atScaleOf(service.spec()))
            .withAutoscaleStatus(previous.autoscale() == null ? null : service.autoscaleStatus())
            .withPreviousSpec(null)
            .withPreviousSpecVersion(null)
            .withRegistryAuths(service.previousRegistryAuth(), null);
    write(turn, back, UpdateState.ROLLBACK_STARTED, "update rolled back" + because);
  }

  private static Optional<String> portTaken(
      Turn turn, Service service, @Nullable EndpointSpec endpoint) {
    return endpoint == null
        ? Optional.empty()
        : PortConflict.find(turn.image(), endpoint, service.id());
  }

  /** Writes the state; the time of the beginning stays, also when an update turns back. */
  private static Service write(Turn turn, Service service, UpdateState state, String message) {
    UpdateStatus before = service.updateStatus();
    Instant started = before == null || before.startedAt() == null ? turn.at() : before.startedAt();
    boolean ends = state == UpdateState.COMPLETED || state == UpdateState.ROLLBACK_COMPLETED;
    UpdateStatus status = new UpdateStatus(state, started, ends ? turn.at() : null, message);
    Service written = service.withUpdateStatus(status);
    turn.add(new Change.PutService(written));
    Service present = turn.service(service.id());
    return present == null ? written : present;
  }
}
