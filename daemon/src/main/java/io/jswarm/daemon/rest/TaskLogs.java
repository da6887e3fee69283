package io.jswarm.daemon.rest;

import io.jswarm.api.rpc.LogMessage;
import java.io.IOException;
import java.util.List;

/** Where the output of tasks on any node comes from. Asked only while this node is a manager. */
@FunctionalInterface
public interface TaskLogs {
  /** Takes what comes, on the calling thread; may block, which holds the logs back. */
  interface Sink {
    /** Some lines of one task. */
    void lines(LogMessage.Chunk chunk) throws IOException;

    /** Some tasks' logs ended early, and why; the others go on. */
    void incomplete(String reason) throws IOException;
  }

  /**
   * Hands the logs of these tasks to the sink until they end; following, until interrupted or all
   * tasks have ended.
   */
  void stream(List<String> taskIds, LogMessage.Options options, Sink sink)
      throws IOException, InterruptedException;
}
