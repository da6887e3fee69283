package io.jswarm.overlaynet.wireguard;

import java.io.IOException;

/** A tunnel could not be made or changed; the message says why and what helps. */
public final class TunnelException extends IOException {
  private static final long serialVersionUID = 1L;

  public TunnelException(String message) {
    super(message);
  }

  public TunnelException(String message, Throwable cause) {
    super(message, cause);
  }
}
