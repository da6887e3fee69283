package io.jswarm.raftstore.store;

import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;

/** What a watcher learns next. */
public sealed interface Update {

  /** The image a watcher stands at after this update. */
  ClusterImage image();

  /** One round was applied. */
  record Delta(ClusterImage before, Round round, ClusterImage after) implements Update {
    @Override
    public ClusterImage image() {
      return after;
    }
  }

  /** Rounds in between are not known any more: begin anew from this image. */
  record Resync(ClusterImage image) implements Update {}
}
