package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots beside the apply thread. Ratis calls for a snapshot on the apply thread and
 * expects it to be finished on return; here the call only captures the state, and a later call
 * reports the index once the file is safe on disk, upon which Ratis purges the log.
 *
 * <p>A file is written elsewhere, forced to disk, then moved to its place, and only then gets the
 * MD5 file that makes Ratis take it for valid. The log is kept from the one before the newest on:
 * should the newest turn out to be damaged, the member goes on from there.
 */
final class SnapshotStore extends SimpleStateMachineStorage {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

  /** The newest, and the one before with all of the log since. */
  static final int KEPT_FILES = 2;

  /** What Ratis takes for "no snapshot was taken". */
  private static final long NONE = -1;

  private final Path scratch;
  private final ReplicatedState state;
  private final SnapshotPace pace;
  private final AtomicReference<@Nullable Thread> writing = new AtomicReference<>();
  private final AtomicLong finished = new AtomicLong(NONE);
  private final Object lock = new Object();
  private volatile long generation; // written under the lock
  private volatile long newest = NONE; // index of the newest on disk
  private volatile long newestBytes;

  // apply thread only
  private long bytesSince;
  private long lastCaptured = NONE;

  SnapshotStore(Path scratch, ReplicatedState state, SnapshotPace pace) {
    this.scratch = scratch;
    this.state = state;
    this.pace = pace;
  }

  /** Counts an applied entry. Apply thread. */
  void count(int entryBytes) {
    bytesSince += entryBytes;
  }

  /**
   * Starts a snapshot when enough has been applied since the last. Apply thread.
   *
   * @return when a snapshot was finished since the last call: the index of the one before it, up to
   *     which the log may go; else -1
   */
  long captureWhenDue(TermIndex applied) {
    long done = finished.getAndSet(NONE);
    if (done != NONE) {
      return done;
    }
    boolean due = pace.isDue(applied.getIndex() - lastCaptured, bytesSince, newestBytes);
    if (due && writing.get() == null) {
      lastCaptured = applied.getIndex();
      bytesSince = 0;
      ReplicatedState.Capture capture = state.capture();
      long begun = generation;
      Thread writer =
          Thread.ofVirtual()
              .name("snapshot-" + applied.getIndex())
              .unstarted(() -> write(capture, applied, begun));
      writing.set(writer);
      writer.start();
    }
    return NONE;
  }

  private void write(ReplicatedState.Capture capture, TermIndex at, long begun) {
    Path draft = scratch.resolve("snapshot-" + at.getIndex());
    try {
      Files.createDirectories(scratch);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
        capture.writeTo(out);
      }
      force(draft);
      MD5Hash digest = MD5FileUtil.computeMd5ForFile(draft.toFile());
      publish(draft, digest, at, begun);
    } catch (IOException e) {
      LOG.error("snapshot at {} failed; the log is kept until one succeeds", at, e);
    } finally {
      deleteQuietly(draft);
      writing.set(null);
    }
  }

  private void publish(Path draft, MD5Hash digest, TermIndex at, long begun) throws IOException {
    synchronized (lock) {
      if (generation != begun) {
        LOG.info("snapshot at {} is dropped: a newer one was installed or the log was closed", at);
        return;
      }
      File file = getSnapshotFile(at.getTerm(), at.getIndex());
      Files.move(draft, file.toPath(), StandardCopyOption.ATOMIC_MOVE);
      MD5FileUtil.saveMD5File(file, digest);
      force(file.toPath().resolveSibling(file.getName() + MD5FileUtil.MD5_SUFFIX));
      force(file.toPath().resolveSibling("."));
      updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), at));
      finished.set(newest);
      newest = at.getIndex();
      newestBytes = Files.size(file.toPath());
      super.cleanupOldSnapshots(
          new SnapshotRetentionPolicy() {
            @Override
            public int getNumSnapshotsRetained() {
              return KEPT_FILES;
            }
          });
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} stays behind and may be deleted: {}", path, e.toString());
    }
  }

  /** Lets no snapshot that is being written now become visible; waits for its writer to end. */
  void abandon() {
    synchronized (lock) {
      generation = generation + 1;
    }
    finished.set(NONE);
    Thread writer = writing.get();
    if (writer != null) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Restores the state from the newest snapshot on disk, if there is one.
   *
   * @return its position
   */
  @Nullable TermIndex restoreLatest() throws IOException {
    SingleFileSnapshotInfo latest = loadLatestSnapshot();
    if (latest == null) {
      return null;
    }
    TermIndex at = latest.getTermIndex();
    try (InputStream in = Files.newInputStream(latest.getFile().getPath())) {
      state.restore(new LogPosition(at.getTerm(), at.getIndex()), in);
    }
    lastCaptured = at.getIndex();
    newest = at.getIndex();
    newestBytes = Files.size(latest.getFile().getPath());
    bytesSince = 0;
    LOG.info("restored the snapshot at {}", at);
    return at;
  }

  /** Does nothing: old files go when a new one is published, not at every entry. */
  @Override
  public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) {}
}
