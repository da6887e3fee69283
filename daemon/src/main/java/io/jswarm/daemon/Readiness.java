package io.jswarm.daemon;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells systemd that the daemon serves, when it was started by a unit of type notify. */
final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private Readiness() {}

  static void tellServiceManager() throws InterruptedException {
    if (System.getenv("NOTIFY_SOCKET") == null) {
      return;
    }
    try {
      String pid = "--pid=" + ProcessHandle.current().pid();
      int exit = new ProcessBuilder("systemd-notify", "--ready", pid).inheritIO().start().waitFor();
      if (exit != 0) {
        LOG.warn("systemd-notify ended with {}: the unit may time out", exit);
      }
    } catch (IOException e) {
      LOG.warn("systemd could not be told that the daemon is ready: {}", e.getMessage());
    }
  }
}
