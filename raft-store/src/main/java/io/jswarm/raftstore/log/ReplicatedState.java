package io.jswarm.raftstore.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What committed entries are applied to. All methods except {@link Capture#writeTo} are called by
 * one thread, the apply thread, and hold up the log while they run.
 *
 * <p>An exception thrown by {@link #apply} or {@link #restore} stops this member: the log closes
 * itself and tells {@link LogEvents#failed}.
 */
public interface ReplicatedState {

  /**
   * Applies one committed entry. Called in log order, once per entry and process life, beginning
   * after the position of the last {@link #restore}.
   */
  void apply(LogPosition at, byte[] entry);

  /** Takes hold of the present state. Must be quick: the writing happens elsewhere. */
  Capture capture();

  /**
   * Replaces the whole state by what a capture has written, here or on another member. Called
   * before the first entry, and at any time later when this member had fallen too far behind.
   */
  void restore(LogPosition at, InputStream in) throws IOException;

  /** A state held fast. */
  interface Capture {
    /**
     * Writes it out; called at most once, on a thread other than the apply thread. May close the
     * stream.
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
