package io.jswarm.daemon.http;

import java.io.IOException;

/** The client closed the connection, or stopped in the middle of what it was sending. */
final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException(String what) {
    super(what);
  }
}
