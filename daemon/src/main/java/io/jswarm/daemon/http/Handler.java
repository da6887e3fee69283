package io.jswarm.daemon.http;

import java.io.IOException;

/** What a route does. Runs on a virtual thread of its own and may block. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request. Throw {@link ApiError} to refuse.
   *
   * @throws InterruptedException when the client is gone, the request's time is up or the server
   *     stops; let it through
   */
  Reply handle(Request request) throws IOException, InterruptedException;
}
