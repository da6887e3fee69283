package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a follower that is stuck. Ratis 3.3.0 chains a follower's appends to one another, and one
 * that fails makes all after it fail with its own exception, until the server is closed: entries
 * that were on their way while a snapshot was installed do that to a member that was cut off. It
 * goes on to vote and to be heard, and falls ever further behind. Without the chain, a follower
 * whose disk is full acknowledges what it does not keep; so the chain stays, and a member that is
 * stuck says so, once, for its log to be started again.
 */
final class AppendWatch implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(AppendWatch.class);
  private static final String APPEND = "/appendEntries";

  private final RunningServer running;
  private final Consumer<LogStalled> onStuck;
  private final Stall stall = new Stall(); // guarded by itself
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param onStuck told once; must not block
   */
  AppendWatch(RunningServer running, Consumer<LogStalled> onStuck) {
    this.running = running;
    this.onStuck = onStuck;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!call.getMethodDescriptor().getFullMethodName().endsWith(APPEND)) {
      return next.startCall(call, headers);
    }
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            if (!status.isOk()) {
              failed(status);
            }
          }
        },
        headers);
  }

  private void failed(Status status) {
    RunningServer.Member member = running.member().orElse(null);
    try {
      if (member != null && isStuck(member) && !told.getAndSet(true)) {
        onStuck.accept(new LogStalled(String.valueOf(status.getDescription()), status.getCause()));
      }
    } catch (IOException closing) {
      LOG.debug("the log is closing: {}", closing.toString());
    }
  }

  private boolean isStuck(RunningServer.Member member) throws IOException {
    RaftServer.Division division = member.server().getDivision(member.group().id());
    long end = division.getRaftLog().getNextIndex();
    LogStatus status = StatusView.of(member.server(), member.group());
    synchronized (stall) {
      return stall.failed(end, status.applied(), System.nanoTime())
          && status.role() == LogStatus.Role.FOLLOWER;
    }
  }
}
