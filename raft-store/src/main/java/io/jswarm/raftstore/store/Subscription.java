package io.jswarm.raftstore.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place in the sequence of rounds, from which one watcher reads at its own pace. It holds nothing
 * but a number: a watcher that falls out of the window gets a {@link Update.Resync}.
 *
 * <p>To be used by one thread at a time.
 */
public final class Subscription implements AutoCloseable {
  private final ClusterStore store;
  private final Runnable onNews;
  private long position;
  private boolean resyncFirst;

  Subscription(ClusterStore store, long position, boolean resyncFirst, Runnable onNews) {
    this.store = store;
    this.position = position;
    this.resyncFirst = resyncFirst;
    this.onNews = onNews;
  }

  /** The next update, or null when there is none yet. Does not wait. */
  public @Nullable Update poll() {
    Update next = store.after(position, resyncFirst);
    if (next != null) {
      position = next.image().round();
      resyncFirst = false;
    }
    return next;
  }

  /**
   * The next update; waits for it.
   *
   * @return null when none came in time
   */
  public @Nullable Update take(Duration timeout) throws InterruptedException {
    Update next = poll();
    if (next == null && store.awaitRound(position + 1, timeout)) {
      next = poll();
    }
    return next;
  }

  /** The next update; waits for it as long as it takes. */
  public Update take() throws InterruptedException {
    Update next = poll();
    while (next == null) {
      store.awaitRound(position + 1);
      next = poll();
    }
    return next;
  }

  /** The number of the round it stands at. */
  public long position() {
    return position;
  }

  Runnable onNews() {
    return onNews;
  }

  /** No callback will begin after this. */
  @Override
  public void close() {
    store.drop(this);
  }
}
