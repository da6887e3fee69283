package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.kernel.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out how a container's process ended, once it has. */
final class ExitReading {
  private static final Logger LOG = LoggerFactory.getLogger(ExitReading.class);

  /**
   * Conmon first drains the container's output, then writes the code; mostly that takes a
   * millisecond.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final Workshop shop;
  private final ContainerFiles files;
  private final ContainerRecord record;

  ExitReading(Workshop shop, ContainerFiles files, ContainerRecord record) {
    this.shop = shop;
    this.files = files;
    this.record = record;
  }

  Exit read() {
    boolean oom = oomKilled();
    try {
      if (waitForFile()) {
        int code = Integer.parseInt(Files.readString(files.exit()).strip());
        Instant at = Files.getLastModifiedTime(files.exit()).toInstant();
        return new Exit(code, oom || oomKilled(), at, "");
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn(
          "the exit code of container {} cannot be read: {}",
          record.plan().containerId(),
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Exit(
        Exit.UNKNOWN_CODE,
        oom,
        shop.clock().instant(),
        "nobody saw the container end: its conmon was gone");
  }

  private boolean waitForFile() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = FIRST_PAUSE;
    while (!Files.exists(files.exit())) {
      boolean conmonLives =
          ProcessStat.read(record.conmonPid())
              .filter(stat -> stat.isAlive(record.conmonTicks()))
              .isPresent();
      if (!conmonLives || System.nanoTime() > deadline) {
        return Files.exists(files.exit()); // it may have been its last deed
      }
      Thread.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    return true;
  }

  /** By conmon's word or by the kernel's count: conmon may not have got round to it. */
  private boolean oomKilled() {
    try {
      return Files.exists(files.oom())
          || shop.cgroups().oomKills(shop.cgroupOf(record.plan().containerId())) > 0;
    } catch (IOException e) {
      LOG.warn(
          "cannot tell whether container {} ran out of memory: {}",
          record.plan().containerId(),
          e.toString());
      return false;
    }
  }
}
