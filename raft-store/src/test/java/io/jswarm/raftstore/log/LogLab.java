package io.jswarm.raftstore.log;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Where a log is tried out: starts and stops members and lets time pass. */
public interface LogLab extends AutoCloseable {

  /** Starts the first member of a log. */
  Running found(String id);

  /** Starts a member that waits to be added. */
  Running join(String id);

  /** Starts a member again on the data it left. */
  Running again(String id);

  /** Stops a member as its operator would. */
  void stop(String id);

  /** Begins to stop several members at once, and does not wait for it to end. */
  void stopTogether(List<String> ids);

  /** A member dies as of a power loss, with what it had begun to write. */
  void crash(String id);

  /** The address of a member. */
  LogMember member(String id);

  /** Lets time pass until it holds, for at most half a minute. */
  void await(String what, BooleanSupplier holds);

  @Override
  void close();

  /** A member that runs. */
  record Running(String id, ReplicatedLog log, Recorder recorder) {}
}
