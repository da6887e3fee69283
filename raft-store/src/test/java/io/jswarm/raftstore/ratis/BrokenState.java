package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.InputStream;

/** A state that fails at the first entry, as one does that meets a format of a later version. */
final class BrokenState implements ReplicatedState {
  @Override
  public void apply(LogPosition at, byte[] entry) {
    throw new IllegalStateException("cannot go on");
  }

  @Override
  public Capture capture() {
    return out -> {};
  }

  @Override
  public void restore(LogPosition at, InputStream in) {}
}
