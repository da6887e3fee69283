package io.jswarm.daemon.rest;

import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import java.time.InstantSource;

/** Tells listeners what changes in a manager's store, for as long as the node is one. */
public final class EventFeed implements Runnable {
  private final ClusterStore store;
  private final EventHub events;
  private final InstantSource clock;

  /** Run it on a thread of its own; it ends when that is interrupted. */
  public EventFeed(ClusterStore store, EventHub events, InstantSource clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (Subscription subscription = store.watch(() -> {})) {
      while (!Thread.currentThread().isInterrupted()) {
        tell(subscription.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The leader did not wait any longer for these nodes: told here and nowhere else. */
  public void drainOverdue(DispatchEffect.DrainOverdue overdue) {
    SwarmEvents.drainOverdue(overdue, store.image(), clock.instant()).forEach(events::publish);
  }

  private void tell(Update update) {
    switch (update) {
      case Update.Delta(var before, var round, var after) ->
          SwarmEvents.between(before, after, round.changes()).forEach(events::publish);
      // what happened before a resync cannot be told any more
      case Update.Resync _ -> {}
    }
  }
}
