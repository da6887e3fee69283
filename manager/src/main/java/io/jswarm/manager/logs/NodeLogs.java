package io.jswarm.manager.logs;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jswarm.api.rpc.LogMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log stream of one node. Its messages are taken one by one, so a slow client slows the node.
 */
final class NodeLogs implements StreamObserver<LogMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLogs.class);

  private final String nodeId;
  private final ServerCallStreamObserver<LogMessage> calls;
  private final Consumer<NodeLogs> onEnd;
  private final Map<Long, Asked> asked = new ConcurrentHashMap<>();

  /** What was asked of this node for a client. */
  private record Asked(LogFollow follow, List<String> taskIds) {}

  NodeLogs(String nodeId, ServerCallStreamObserver<LogMessage> calls, Consumer<NodeLogs> onEnd) {
    this.nodeId = nodeId;
    this.calls = calls;
    this.onEnd = onEnd;
    calls.disableAutoRequest();
    calls.setOnCancelHandler(this::ended);
  }

  String nodeId() {
    return nodeId;
  }

  void begin() {
    calls.request(1);
  }

  void subscribe(LogFollow follow, List<String> taskIds, LogMessage.Options options) {
    asked.put(follow.id, new Asked(follow, taskIds));
    if (!say(new LogMessage.Subscribe(follow.id, taskIds, options))) {
      ended();
    }
  }

  void cancel(LogFollow follow) {
    if (asked.remove(follow.id) != null) {
      say(new LogMessage.Cancel(follow.id));
    }
  }

  /** A newer stream of the node has come, or the node has gone. */
  void ended() {
    onEnd.accept(this);
    for (Asked each : asked.values()) {
      each.follow.end(each.taskIds, "node " + nodeId + " is not available");
    }
    asked.clear();
  }

  private boolean say(LogMessage message) {
    synchronized (calls) {
      try {
        calls.onNext(message);
        return true;
      } catch (IllegalStateException e) {
        LOG.debug("log stream of node {} has ended: {}", nodeId, e.getMessage());
        return false;
      }
    }
  }

  @Override
  public void onNext(LogMessage message) {
    try {
      switch (message) {
        case LogMessage.Chunk chunk -> chunk(chunk);
        case LogMessage.End(long id, var taskIds, var error) -> {
          Asked each = asked.get(id);
          if (each != null) {
            each.follow.end(taskIds, error == null ? "" : error);
          }
        }
        case LogMessage.Hello _ -> LOG.debug("node {} offers its logs", nodeId);
        case LogMessage.Follow _, LogMessage.Subscribe _, LogMessage.Cancel _ ->
            LOG.warn("node {} said {}", nodeId, message.getClass().getSimpleName());
      }
      calls.request(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void chunk(LogMessage.Chunk chunk) throws InterruptedException {
    Asked each = asked.get(chunk.subscription());
    if (each != null && !each.follow.offer(chunk)) {
      cancel(each.follow);
    }
  }

  @Override
  public void onError(Throwable error) {
    ended();
  }

  @Override
  public void onCompleted() {
    ended();
    synchronized (calls) {
      try {
        calls.onCompleted();
      } catch (IllegalStateException e) {
        LOG.debug("log stream of node {} had ended: {}", nodeId, e.getMessage());
      }
    }
  }
}
