package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;

/** What a bare TCP connection to a member's port comes to. */
enum Dial {
  /** Somebody listens. */
  ANSWERS,
  /** The machine is there and nobody listens: the process is gone. */
  REFUSED,
  /** No word within {@link #MILLIS_MAX}: a dead machine, a cut cable or a slow network. */
  SILENT;

  static final int MILLIS_MAX = 250;

  /**
   * Tries it. Blocks for at most {@link #MILLIS_MAX}.
   *
   * @param hostAndPort an address, not a name to be looked up
   */
  static Dial of(String hostAndPort) {
    try (Socket socket = new Socket()) {
      socket.connect(PeerResolver.socketAddress(hostAndPort), MILLIS_MAX);
      return ANSWERS;
    } catch (ConnectException e) {
      return REFUSED;
    } catch (IOException e) {
      return SILENT;
    }
  }
}
