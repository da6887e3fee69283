package io.jswarm.manager.leadership;

import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Reads on any manager. */
public final class ReadPath {
  private final ReplicatedLog log;
  private final ClusterStore store;

  public ReadPath(ReplicatedLog log, ClusterStore store) {
    this.log = log;
    this.store = store;
  }

  /**
   * The image with everything that was committed when this was called. Blocks for one confirmation
   * by the leader.
   *
   * @throws NoLeader when none was found within {@link NoLeader#PATIENCE}
   */
  public ClusterImage image() throws NoLeader, InterruptedException {
    CompletableFuture<Barrier> told = new CompletableFuture<>();
    log.readBarrier(NoLeader.PATIENCE, told::complete);
    try {
      return switch (told.get()) {
        case Barrier.Reached() -> store.image();
        case Barrier.NoLeader _ -> throw new NoLeader();
      };
    } catch (ExecutionException e) {
      throw new IllegalStateException("a read barrier cannot fail", e);
    }
  }

  /** The image as it is here, which may be old: for a caller that asked for just that. */
  public ClusterImage stale() {
    return store.image();
  }
}
