package io.jswarm.manager.logs;

import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings logs from the nodes that run tasks to whoever follows them. Works on the leader only,
 * where the nodes' log streams arrive. What a node cannot give is named in an {@link
 * LogMessage.End}; the rest still comes.
 */
public final class LogRouter {
  /** Clients served at once by one manager. */
  static final int FOLLOWS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LogRouter.class);

  private final Map<String, NodeLogs> nodes = new ConcurrentHashMap<>();
  private final Map<Long, LogFollow> follows = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Supplier<ClusterImage> image;

  /**
   * A router that asks the image which node has which task.
   *
   * @param image the present image
   */
  public LogRouter(Supplier<ClusterImage> image) {
    this.image = image;
  }

  /**
   * Hands the logs of these tasks to the sink until all of them have ended or the sink wants no
   * more. Blocks; to be called on a virtual thread. Interrupting it ends it.
   */
  public void follow(List<String> taskIds, LogMessage.Options options, LogSink sink)
      throws InterruptedException {
    LogFollow follow = new LogFollow(ids.incrementAndGet(), taskIds);
    if (follows.size() >= FOLLOWS_MAX) {
      sink.accept(new LogMessage.End(follow.id, taskIds, "too many clients follow logs here"));
      return;
    }
    follows.put(follow.id, follow);
    List<NodeLogs> asked = List.of();
    try {
      asked = ask(follow, taskIds, options);
      copy(follow, sink);
    } finally {
      follows.remove(follow.id);
      asked.forEach(node -> node.cancel(follow));
    }
  }

  private static void copy(LogFollow follow, LogSink sink) throws InterruptedException {
    boolean wanted = true;
    while (wanted && follow.hasMore()) {
      LogMessage message = follow.take();
      boolean silent = message instanceof LogMessage.End end && end.error() == null;
      wanted = silent || sink.accept(message);
    }
  }

  private List<NodeLogs> ask(LogFollow follow, List<String> taskIds, LogMessage.Options options) {
    Map<String, List<String>> byNode = new TreeMap<>();
    ClusterImage present = image.get();
    for (String taskId : taskIds) {
      Task task = present.task(taskId);
      if (task == null || task.isUnassigned()) {
        follow.end(List.of(taskId), "");
      } else {
        byNode.computeIfAbsent(task.nodeId(), _ -> new ArrayList<>()).add(taskId);
      }
    }
    List<NodeLogs> asked = new ArrayList<>();
    byNode.forEach((nodeId, ids) -> {
      NodeLogs node = nodes.get(nodeId);
      if (node == null) {
        follow.end(ids, "node " + nodeId + " is not available");
      } else {
        asked.add(node);
        node.subscribe(follow, ids, options);
      }
    });
    return asked;
  }

  /**
   * The method of the control port on which nodes offer their logs.
   *
   * @param caller tells, within a call, which node it is from
   */
  public ServerMethodDefinition<LogMessage, LogMessage> nodeLogs(
      Supplier<Optional<PeerIdentity>> caller) {
    return ServerMethodDefinition.create(
        Methods.LOGS,
        ServerCalls.asyncBidiStreamingCall(answers ->
            attach(
                caller
                    .get()
                    .orElseThrow(() ->
                        Status.UNAUTHENTICATED
                            .withDescription("a node certificate is needed")
                            .asRuntimeException()),
                answers)));
  }

  /**
   * The method of the control port by which other managers follow logs here.
   *
   * @param manager tells, within a call, which manager it is from; throws a {@link
   *     StatusRuntimeException} when it is from none
   */
  public ServerMethodDefinition<LogMessage, LogMessage> followLogs(Supplier<PeerIdentity> manager) {
    return ServerMethodDefinition.create(
        Methods.FOLLOW_LOGS,
        ServerCalls.asyncServerStreamingCall((asked, answers) -> {
          try {
            LOG.debug("manager {} follows logs", manager.get().nodeId());
          } catch (StatusRuntimeException e) {
            answers.onError(e);
            return;
          }
          FollowCall.serve(this, asked, (ServerCallStreamObserver<LogMessage>) answers);
        }));
  }

  private StreamObserver<LogMessage> attach(
      PeerIdentity caller, StreamObserver<LogMessage> answers) {
    NodeLogs node =
        new NodeLogs(
            caller.nodeId(),
            (ServerCallStreamObserver<LogMessage>) answers,
            ended -> nodes.remove(ended.nodeId(), ended));
    NodeLogs older = nodes.put(caller.nodeId(), node);
    if (older != null) {
      older.ended();
    }
    node.begin();
    return node;
  }
}
