package io.jswarm.daemon.rest;

import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.daemon.http.ApiError;

/**
 * The one table from refusals to statuses. Docker's clients know the cluster's own refusals with
 * the code of the call that carried them in front, and look for that text.
 */
final class Refusals {
  private static final String PREFIX = "rpc error: code = ";

  private Refusals() {}

  private record Row(int status, String code) {}

  /** Codes are empty where Docker sends the bare sentence. */
  private static Row row(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID_ARGUMENT -> new Row(400, "InvalidArgument");
      case NOT_FOUND -> new Row(404, "");
      case ALREADY_EXISTS -> new Row(409, "AlreadyExists");
      case FAILED_PRECONDITION -> new Row(400, "FailedPrecondition");
      // 500 at Docker, for a caller that only has to read again
      case OUT_OF_SEQUENCE -> new Row(409, "Unknown");
      case UNIMPLEMENTED -> new Row(501, "Unimplemented");
      case PERMISSION_DENIED -> new Row(403, "PermissionDenied");
      case UNAVAILABLE -> new Row(503, "");
    };
  }

  /** A refusal by the cluster. */
  static ApiError cluster(Refusal refusal) {
    Row row = row(refusal.kind());
    boolean bare = row.code.isEmpty() || refusal.message().startsWith(PREFIX);
    return new ApiError(
        row.status, bare ? refusal.message() : PREFIX + row.code + " desc = " + refusal.message());
  }

  /** A refusal by this node, whose sentence is sent as it is. */
  static ApiError node(Refusal refusal) {
    return new ApiError(row(refusal.kind()).status, refusal.message());
  }

  /** What a command led to; refusals are thrown. */
  static CommandResult.Done done(CommandResult result) {
    return switch (result) {
      case CommandResult.Done done -> done;
      case CommandResult.Refused(Refusal refusal) -> throw cluster(refusal);
      case CommandResult.NotLeader(String message) -> throw ApiError.unavailable(message);
      case CommandResult.Unknown(String message) -> throw ApiError.unavailable(message);
    };
  }
}
