package io.jswarm.api.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;

/** Every gRPC method of the control port (2377/tcp by default). */
public final class Methods {
  /** Largest message either side accepts, in bytes. */
  public static final int MESSAGE_BYTES_MAX = 8 << 20;

  /** The CA's service name: its methods are the only ones open without a client certificate. */
  public static final String CA_SERVICE = "jswarm.Ca";

  /** Fetches the root certificate. */
  public static final MethodDescriptor<CaMessage.RootRequest, CaMessage.Root> CA_ROOT =
      method(
          MethodType.UNARY, CA_SERVICE, "Root", CaMessage.RootRequest.class, CaMessage.Root.class);

  /** Issues or renews a node certificate. */
  public static final MethodDescriptor<CaMessage.IssueRequest, CaMessage.IssueReply> CA_ISSUE =
      method(
          MethodType.UNARY,
          CA_SERVICE,
          "Issue",
          CaMessage.IssueRequest.class,
          CaMessage.IssueReply.class);

  /** A node's session with the leader. */
  public static final MethodDescriptor<WorkerMessage, ManagerMessage> SESSION =
      method(
          MethodType.BIDI_STREAMING,
          "jswarm.Dispatcher",
          "Session",
          WorkerMessage.class,
          ManagerMessage.class);

  /** A worker's log stream to the leader. */
  public static final MethodDescriptor<LogMessage, LogMessage> LOGS =
      method(
          MethodType.BIDI_STREAMING,
          "jswarm.Dispatcher",
          "Logs",
          LogMessage.class,
          LogMessage.class);

  /** Managers only: the logs of some tasks, asked of the leader. */
  public static final MethodDescriptor<LogMessage, LogMessage> FOLLOW_LOGS =
      method(
          MethodType.SERVER_STREAMING,
          "jswarm.Control",
          "FollowLogs",
          LogMessage.class,
          LogMessage.class);

  /** Managers only: a write forwarded to the leader. */
  public static final MethodDescriptor<Request, CommandResult> SUBMIT =
      method(MethodType.UNARY, "jswarm.Control", "Submit", Request.class, CommandResult.class);

  /** Managers only: enter Raft. */
  public static final MethodDescriptor<MembershipMessage.Join, MembershipMessage.Answer> JOIN =
      method(
          MethodType.UNARY,
          "jswarm.Membership",
          "Join",
          MembershipMessage.Join.class,
          MembershipMessage.Answer.class);

  /** Managers only: leave Raft. */
  public static final MethodDescriptor<MembershipMessage.Leave, MembershipMessage.Answer> LEAVE =
      method(
          MethodType.UNARY,
          "jswarm.Membership",
          "Leave",
          MembershipMessage.Leave.class,
          MembershipMessage.Answer.class);

  /** Managers only: whether the caller takes part in Raft. */
  public static final MethodDescriptor<MembershipMessage.TakesPart, MembershipMessage.Answer>
      TAKES_PART =
          method(
              MethodType.UNARY,
              "jswarm.Membership",
              "TakesPart",
              MembershipMessage.TakesPart.class,
              MembershipMessage.Answer.class);

  private Methods() {}

  private static <Q, A> MethodDescriptor<Q, A> method(
      MethodType type, String service, String name, Class<Q> request, Class<A> reply) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setRequestMarshaller(new CborMarshaller<>(request))
        .setResponseMarshaller(new CborMarshaller<>(reply))
        .build();
  }
}
