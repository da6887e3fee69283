package io.jswarm.manager.logs;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.api.rpc.Methods;
import java.util.Iterator;
import java.util.List;

/** Follows logs through the leader, for a client of a manager that does not lead. */
public final class RemoteLogs {
  private RemoteLogs() {}

  /**
   * As {@link LogRouter#follow}, on the leader at the other end of the channel.
   *
   * @throws StatusRuntimeException when the leader cannot be asked any more
   */
  public static void follow(
      Channel leader, List<String> taskIds, LogMessage.Options options, LogSink sink)
      throws InterruptedException {
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      Iterator<LogMessage> messages =
          ClientCalls.blockingServerStreamingCall(
              leader,
              Methods.FOLLOW_LOGS,
              CallOptions.DEFAULT,
              new LogMessage.Follow(taskIds, options));
      boolean wanted = true;
      while (wanted && messages.hasNext()) {
        wanted = sink.accept(messages.next());
      }
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }
}
