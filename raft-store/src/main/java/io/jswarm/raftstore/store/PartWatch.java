package io.jswarm.raftstore.store;

import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a part of the image is another. Most rounds change little: who cares for the members
 * alone need not be woken by each. The part is compared by identity, which images keep for whatever
 * a round did not touch.
 *
 * <p>To be used by one thread at a time.
 */
public final class PartWatch implements AutoCloseable {
  private final Function<ClusterImage, ?> part;
  private final Subscription rounds;
  private final ClusterStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Object known; // guarded by lock

  /** Watches from now on; the part of now counts as known. */
  public PartWatch(ClusterStore store, Function<ClusterImage, ?> part) {
    this.store = store;
    this.part = part;
    this.known = part.apply(store.image());
    this.rounds = store.watch(this::look);
  }

  /** On the apply thread, after each round. */
  private void look() {
    lock.lock();
    try {
      if (!isKnown(store.image())) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("ReferenceEquality") // comparing the whole part would cost what this saves
  private boolean isKnown(ClusterImage image) {
    return part.apply(image) == known;
  }

  /**
   * Waits until the part is another than when this was called last.
   *
   * @return the image it is in, or that of the end of the time
   */
  public ClusterImage await(Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (isKnown(store.image()) && left > 0) {
        left = changed.awaitNanos(left);
      }
      ClusterImage image = store.image();
      known = part.apply(image);
      return image;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    rounds.close();
  }
}
