package io.jswarm.daemon;

import io.grpc.StatusRuntimeException;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.rest.ClusterReads.Freshness;
import io.jswarm.daemon.rest.ClusterView;
import io.jswarm.daemon.rest.EventFeed;
import io.jswarm.daemon.rest.EventHub;
import io.jswarm.daemon.rest.TaskLogs;
import io.jswarm.manager.Manager;
import io.jswarm.manager.leadership.NoLeader;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connects the API to the manager that runs here at the moment, if one does. */
final class ClusterPorts {
  private static final String NO_MANAGER =
      "This node is not a swarm manager any more. Ask one of the managers.";

  private final EventHub events;
  private volatile @Nullable Manager manager;
  private @Nullable Thread feed; // guarded by this

  ClusterPorts(EventHub events) {
    this.events = events;
  }

  /** The node has become a manager, or is one no longer. */
  synchronized void managerChanged(Optional<Manager> now) {
    close();
    manager = now.orElse(null);
    now.ifPresent(m -> {
      EventFeed told = new EventFeed(m.store(), events, Clock.systemUTC());
      m.onOverdueDrain(told::drainOverdue);
      feed = Thread.ofVirtual().name("event-feed").start(told);
    });
  }

  synchronized void close() {
    Thread running = feed;
    feed = null;
    if (running != null) {
      running.interrupt();
    }
  }

  ClusterView view(Freshness freshness) throws InterruptedException {
    Manager here = manager();
    try {
      ClusterImage image =
          switch (freshness) {
            case LINEARIZABLE -> here.reads().image();
            case STALE -> here.reads().stale();
          };
      return new ClusterView(image, here.leaderNodeId().orElse(""), here.unreachable());
    } catch (NoLeader e) {
      throw ApiError.unavailable(NoLeader.MESSAGE);
    }
  }

  CommandResult submit(Command command, long deadlineNanos) throws InterruptedException {
    Manager here = manager;
    return here == null
        ? new CommandResult.Refused(new Refusal(Refusal.Kind.UNAVAILABLE, NO_MANAGER))
        : here.writes().submit(command, deadlineNanos);
  }

  void streamLogs(List<String> taskIds, LogMessage.Options options, TaskLogs.Sink sink)
      throws IOException, InterruptedException {
    LogBridge bridge = new LogBridge(sink);
    try {
      manager().followLogs(taskIds, options, bridge);
    } catch (NoLeader e) {
      throw ApiError.unavailable(NoLeader.MESSAGE);
    } catch (StatusRuntimeException e) {
      sink.incomplete("the leader cannot be asked any more: " + e.getStatus().getCode());
    }
    bridge.rethrow();
  }

  private Manager manager() {
    Manager here = manager;
    if (here == null) {
      throw ApiError.unavailable(NO_MANAGER);
    }
    return here;
  }
}
