package io.jswarm.daemon.node;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Why a manager could not be called, in words an operator can act on, instead of the transport's
 * own: those name event loops and buffers.
 */
final class Unreachable {
  private static final int CAUSES_MAX = 16;

  private Unreachable() {}

  /**
   * The sentence for a failed call.
   *
   * @param remote the manager's address as host:port
   * @param status what the call ended with
   */
  static String sentence(String remote, Status status) {
    return "the manager at " + remote + " could not be reached: " + why(status);
  }

  private static String why(Status status) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "it did not answer in time. Is a firewall between this host and that port?";
    }
    Throwable cause = status.getCause();
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    String text = status.getDescription();
    return (text == null ? status.getCode().toString() : text)
        + ". Is the address right, and the port open from here?";
  }

  private static @Nullable String known(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    return switch (cause) {
      case UnknownHostException _ -> "its host name has no address. Is the name right?";
      case NoRouteToHostException _ -> "there is no route to it. Is that host up, and its network?";
      case ConnectException _ when text.contains("refused") ->
          "nothing listens there. Does jswarmd run on that host, as a manager, with this address?";
      case ConnectException _ when text.contains("timed out") ->
          "it did not answer in time. Is a firewall between this host and that port?";
      case SocketException _ when text.contains("unreachable") ->
          "there is no route to it. Is this host's own network up?";
      default -> null;
    };
  }
}
