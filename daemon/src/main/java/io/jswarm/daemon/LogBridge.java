package io.jswarm.daemon;

import io.jswarm.api.rpc.LogMessage;
import io.jswarm.daemon.rest.TaskLogs;
import io.jswarm.manager.logs.LogSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands what a manager follows to a client of the API, until one of the two has had enough. */
final class LogBridge implements LogSink {
  private final TaskLogs.Sink sink;
  private @Nullable IOException failure;

  LogBridge(TaskLogs.Sink sink) {
    this.sink = sink;
  }

  @Override
  public boolean accept(LogMessage message) {
    try {
      switch (message) {
        case LogMessage.Chunk chunk -> sink.lines(chunk);
        case LogMessage.End end when end.error() != null && !end.error().isEmpty() ->
            sink.incomplete(end.error());
        default -> {
          // the other messages are not for clients
        }
      }
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  /** Tells the client's failure, if it had one. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
