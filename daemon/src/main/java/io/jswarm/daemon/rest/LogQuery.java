package io.jswarm.daemon.rest;

import io.jswarm.api.rpc.LogMessage;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Query;
import io.jswarm.daemon.http.Request;
import io.jswarm.worker.engine.LogRequest;

/** The parameters of the three logs routes. */
record LogQuery(LogMessage.Options options, boolean timestamps, boolean details) {
  /**
   * Reads them.
   *
   * @throws ApiError 400 when no stream is chosen or a value makes no sense
   */
  static LogQuery of(Request request) {
    Query query = request.query();
    boolean stdout = query.flag("stdout");
    boolean stderr = query.flag("stderr");
    if (!stdout && !stderr) {
      throw ApiError.badRequest("Bad parameters: you must choose at least one stream");
    }
    LogMessage.Options options =
        new LogMessage.Options(
            stdout,
            stderr,
            query.flag("follow"),
            tail(query.get("tail")),
            Times.of(request, "since").orElse(null),
            Times.of(request, "until").orElse(null));
    return new LogQuery(options, query.flag("timestamps"), query.flag("details"));
  }

  private static long tail(String text) {
    if (text.isEmpty() || text.equals("all")) {
      return -1;
    }
    try {
      return Math.max(-1, Long.parseLong(text));
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("invalid tail \"" + text + "\": a number of lines, or all");
    }
  }

  /** The same for one container of this node. */
  LogRequest local() {
    return new LogRequest(
        options.stdout(),
        options.stderr(),
        options.follow(),
        options.since(),
        options.until(),
        options.tail());
  }

  /** The content type a client of that version expects. */
  static String contentType(Request request, boolean framed) {
    if (!request.version().atLeast(42)) {
      return "";
    }
    return framed
        ? "application/vnd.docker.multiplexed-stream"
        : "application/vnd.docker.raw-stream";
  }
}
