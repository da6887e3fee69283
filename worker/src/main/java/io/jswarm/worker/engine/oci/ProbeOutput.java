package io.jswarm.worker.engine.oci;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a probe's end and keeps the beginning of what it writes; the rest is read and dropped,
 * so that it is never kept from writing. It never waits for the stream's end: what a probe has
 * started may hold it open for as long as the container runs.
 */
final class ProbeOutput {
  /** As Docker: the rest is replaced by three dots. */
  private static final int KEPT_BYTES = 4096;

  private static final Duration LOOK = Duration.ofMillis(20);

  /** Until the JDK has saved what is left in the pipe of a process that has ended. */
  private static final Duration SAVING = Duration.ofMillis(2);

  private final Process process;
  private final InputStream from;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[KEPT_BYTES];
  private boolean cut;

  ProbeOutput(Process process) {
    this.process = process;
    this.from = process.getInputStream();
  }

  /** Whether the process has ended within that time. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long left = Math.min(deadline - System.nanoTime(), LOOK.toNanos());
      boolean ended = process.waitFor(Math.max(left, 0), TimeUnit.NANOSECONDS);
      if (ended) {
        TimeUnit.NANOSECONDS.sleep(SAVING.toNanos());
      }
      take();
      if (ended || left <= 0) {
        return ended;
      }
    }
  }

  private void take() {
    try {
      while (from.available() > 0) {
        int count = from.read(buffer, 0, Math.min(buffer.length, from.available()));
        int room = Math.min(Math.max(count, 0), KEPT_BYTES - kept.size());
        kept.write(buffer, 0, room);
        cut |= room < count;
        if (count < 0) {
          return;
        }
      }
    } catch (IOException closed) {
      cut = true;
    }
  }

  /** What was kept. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8) + (cut ? "..." : "");
  }
}
