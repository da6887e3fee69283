package io.jswarm.daemon.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this machine is being switched off or restarted, by what systemd says ({@code systemctl
 * is-system-running}). A machine without systemd is taken to stay up.
 */
final class PowerDown {
  private static final Logger LOG = LoggerFactory.getLogger(PowerDown.class);
  private static final Path SYSTEMD = Path.of("/run/systemd/system");
  private static final List<String> ASK = List.of("systemctl", "is-system-running");
  private static final long ANSWER_MAX_MILLIS = 1_000;

  private PowerDown() {}

  static boolean isUnderWay() {
    return Files.isDirectory(SYSTEMD) && isUnderWay(ASK);
  }

  /** Whether that command answers, in time, that the system is stopping. */
  static boolean isUnderWay(List<String> ask) {
    try {
      Process asked =
          new ProcessBuilder(ask).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        asked.getOutputStream().close();
        if (!asked.waitFor(ANSWER_MAX_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
        byte[] answer = asked.getInputStream().readAllBytes();
        return new String(answer, StandardCharsets.UTF_8).strip().equals("stopping");
      } finally {
        asked.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.debug("nobody says whether the machine goes down: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
