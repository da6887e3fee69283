package io.jswarm.daemon.rest;

import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells listeners what changes in a manager's store, for as long as the node is one. */
public final class EventFeed implements Runnable {
  private static final Duration WAIT = Duration.ofMinutes(1);

  private final ClusterStore store;
  private final EventHub events;

  /** Run it on a thread of its own; it ends when that is interrupted. */
  public EventFeed(ClusterStore store, EventHub events) {
    this.store = store;
    this.events = events;
  }

  @Override
  public void run() {
    try (Subscription subscription = store.watch(() -> {})) {
      while (!Thread.currentThread().isInterrupted()) {
        tell(subscription.take(WAIT));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(@Nullable Update update) {
    switch (update) {
      case Update.Delta(var before, var round, var after) ->
          SwarmEvents.between(before, after, round.changes()).forEach(events::publish);
      // what happened before a resync cannot be told any more
      case Update.Resync _ -> {}
      case null -> {}
    }
  }
}
