package io.jswarm.raftstore.store;

import io.jswarm.raftstore.codec.RoundCodec;
import io.jswarm.raftstore.codec.SnapshotCodec;
import io.jswarm.raftstore.crypt.Purpose;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Applied;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state the log applies its entries to: the present image, the last rounds, and whoever watches
 * them. Callbacks run inline on the apply thread and must neither block nor throw.
 */
public final class ClusterStore implements ReplicatedState {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterStore.class);

  private final Sealer sealer;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final AtomicLong staleRounds = new AtomicLong();
  private final RoundWindow window = new RoundWindow(); // guarded by lock

  // written by the apply thread, under the lock
  private volatile ClusterImage image = ClusterImage.EMPTY;

  /** What was sealed last and not applied yet. */
  private volatile @Nullable Own own;

  private static final class Own {
    private final Round round;
    private final byte[] entry;

    Own(Round round, byte[] entry) {
      this.round = round;
      this.entry = entry;
    }
  }

  /** An empty store whose entries and snapshots are sealed by the given sealer. */
  public ClusterStore(Sealer sealer) {
    this.sealer = sealer;
  }

  /** A round as an entry for the log. */
  public byte[] seal(byte[] encodedRound) {
    return sealer.seal(Purpose.LOG_ENTRY, encodedRound);
  }

  /** A round as an entry for the log. It is not read again when this very entry is applied here. */
  public byte[] seal(Round round) {
    byte[] entry = seal(RoundCodec.encode(round));
    own = new Own(round, entry);
    return entry;
  }

  /** The image of now. Never waits. */
  public ClusterImage image() {
    return image;
  }

  /** How many rounds came too late to count since this process began. */
  public long staleRounds() {
    return staleRounds.get();
  }

  @Override
  public void apply(LogPosition at, byte[] entry) {
    Round round = read(entry);
    ClusterImage before = image;
    switch (before.apply(round)) {
      case Applied.Next(var after) -> advance(new Update.Delta(before, round, after), entry.length);
      case Applied.Stale(var reason) -> {
        staleRounds.incrementAndGet();
        LOG.info("entry {} changes nothing: {}", at.index(), reason);
      }
    }
  }

  /** Entries are sealed with a nonce of their own: equal bytes are the same round. */
  private Round read(byte[] entry) {
    Own mine = own;
    if (mine != null && Arrays.equals(mine.entry, entry)) {
      own = null;
      return mine.round;
    }
    return RoundCodec.decode(sealer.open(Purpose.LOG_ENTRY, entry));
  }

  private void advance(Update.Delta delta, int entryBytes) {
    lock.lock();
    try {
      window.add(delta, entryBytes);
      image = delta.after();
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
    tellAll();
  }

  private void tellAll() {
    subscriptions.forEach(subscription -> subscription.onNews().run());
  }

  @Override
  public Capture capture() {
    ClusterImage held = image;
    return out -> writeSnapshot(held, out);
  }

  private void writeSnapshot(ClusterImage held, OutputStream to) throws IOException {
    // the end mark is only written by a close without an exception before it
    OutputStream sealed = sealer.sealing(Purpose.SNAPSHOT, to);
    SnapshotCodec.write(held, sealed);
    sealed.close();
  }

  @Override
  public void restore(LogPosition at, InputStream in) {
    ClusterImage restored = SnapshotCodec.read(sealer.opening(Purpose.SNAPSHOT, in));
    lock.lock();
    try {
      window.clear();
      image = restored;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.info("restored {} at entry {}", restored, at.index());
    tellAll();
  }

  /**
   * Watches from now on. The first update is a {@link Update.Resync} with the image of now.
   *
   * @param onNews called on the apply thread after each round; may be called without news
   */
  public Subscription watch(Runnable onNews) {
    return register(new Subscription(this, image.round(), true, onNews));
  }

  /**
   * Watches all rounds after the given one, beginning with a {@link Update.Resync} when those are
   * not all known any more.
   */
  public Subscription watchAfter(long round, Runnable onNews) {
    return register(new Subscription(this, round, false, onNews));
  }

  private Subscription register(Subscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }

  void drop(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** What follows a round: the next one, a new beginning, or nothing yet. */
  @Nullable Update after(long position, boolean resync) {
    lock.lock();
    try {
      ClusterImage now = image;
      if (resync || position > now.round()) {
        return new Update.Resync(now);
      }
      if (position == now.round()) {
        return null;
      }
      Update next = window.get(position + 1).orElse(null);
      return next == null ? new Update.Resync(now) : next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a round has been applied here.
   *
   * @return whether it was in time
   */
  public boolean awaitRound(long number, Duration timeout) throws InterruptedException {
    if (image.round() >= number) {
      return true;
    }
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (image.round() < number) {
        if (left <= 0) {
          return false;
        }
        left = advanced.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a round has been applied here. */
  void awaitRound(long number) throws InterruptedException {
    lock.lock();
    try {
      while (image.round() < number) {
        advanced.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What became of the round that a leader of this term proposed under this number. */
  public Fate fate(long term, long number) {
    lock.lock();
    try {
      if (image.round() < number) {
        return Fate.PENDING;
      }
      return window
          .get(number)
          .map(delta -> delta.round().term() == term ? Fate.APPLIED : Fate.SUPERSEDED)
          .orElse(Fate.FORGOTTEN);
    } finally {
      lock.unlock();
    }
  }
}
