package io.jswarm.manager.port;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.manager.logs.LogRouter;
import io.jswarm.raftstore.log.ReplicatedLog;

/** What a manager that does not lead asks of the one that does. */
public final class ControlService {
  private final WritePath writes;
  private final LogRouter logs;
  private final ReplicatedLog log;

  public ControlService(WritePath writes, LogRouter logs, ReplicatedLog log) {
    this.writes = writes;
    this.logs = logs;
    this.log = log;
  }

  /** The gRPC methods; all are for managers only. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("jswarm.Control")
        .addMethod(Methods.SUBMIT, ServerCalls.asyncUnaryCall(this::submit))
        .addMethod(logs.followLogs(Callers::manager))
        .build();
  }

  private void submit(Request request, StreamObserver<CommandResult> reply) {
    Callers.manager();
    try {
      CommandResult result = writes.submitForwarded(request);
      log.hasten(); // its caller is answered when that manager has applied it too
      reply.onNext(result);
      reply.onCompleted();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reply.onError(
          Status.UNAVAILABLE.withDescription("this manager is stopping").asRuntimeException());
    }
  }
}
