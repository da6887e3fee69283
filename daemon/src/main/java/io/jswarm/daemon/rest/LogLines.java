package io.jswarm.daemon.rest;

import io.jswarm.api.rpc.LogMessage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Takes tasks' lines, from several threads, and writes them with where they come from. */
final class LogLines implements TaskLogs.Sink {
  private final LogFrames frames;
  private final boolean details;
  private final UnaryOperator<String> serviceOfTask;

  /** {@code serviceOfTask} gives the id of the service a task belongs to. */
  LogLines(LogFrames frames, boolean details, UnaryOperator<String> serviceOfTask) {
    this.frames = frames;
    this.details = details;
    this.serviceOfTask = serviceOfTask;
  }

  @Override
  public synchronized void lines(LogMessage.Chunk chunk) throws IOException {
    String front = details ? details(chunk) : "";
    for (LogMessage.Line line : chunk.lines()) {
      frames.line(line.stderr(), line.at(), front, line.data().toArray());
    }
    frames.flush();
  }

  private String details(LogMessage.Chunk chunk) {
    Map<String, String> details = new TreeMap<>(chunk.attributes());
    details.put("com.docker.swarm.node.id", chunk.nodeId());
    details.put("com.docker.swarm.service.id", serviceOfTask.apply(chunk.taskId()));
    details.put("com.docker.swarm.task.id", chunk.taskId());
    return LogFrames.details(details);
  }

  @Override
  public synchronized void incomplete(String reason) throws IOException {
    frames.remark(
        "Error grabbing logs: warning: incomplete log stream. some logs could not be retrieved for"
            + " the following reasons: "
            + reason);
  }

  synchronized void flush() throws IOException {
    frames.flush();
  }
}
