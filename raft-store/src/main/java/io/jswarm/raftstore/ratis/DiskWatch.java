package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk a member writes to, since Ratis does not: a leader whose disk stalls goes on
 * with heartbeats, and one whose disk is full goes on until its log has failed. While {@link
 * DiskHealth#trouble} says so the member gives up leading, again and again if it is elected again.
 */
final class DiskWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** When every member's disk is in trouble, somebody has to lead: not handed on more often. */
  private static final Duration HAND_OVER_MIN = Duration.ofSeconds(1);

  private static final Duration HAND_OVER_MAX = Duration.ofSeconds(30);

  private final Path directory;
  private final FlushLag writes;
  private final Abdication leading;
  private final Consumer<String> onTrouble;
  private final DiskHealth health = new DiskHealth();
  private final Thread thread = Thread.ofVirtual().name("disk-watch").unstarted(this::run);
  private volatile @Nullable Thread probe;
  private volatile long probeBeganNanos;

  // the watch's thread only
  private String told = "";
  private long handOverAtNanos = System.nanoTime();
  private Duration handOverPause = HAND_OVER_MIN;

  /**
   * @param onTrouble told each time the sentence about the disk changes; empty when all is well
   */
  DiskWatch(Path directory, FlushLag writes, Abdication leading, Consumer<String> onTrouble) {
    this.directory = directory;
    this.writes = writes;
    this.leading = leading;
    this.onTrouble = onTrouble;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      FileStore store = Files.getFileStore(directory);
      while (!Thread.currentThread().isInterrupted()) {
        look(store.getUsableSpace(), System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } catch (IOException e) {
      LOG.error("the disk of {} cannot be watched any more", directory, e);
    } catch (InterruptedException _) {
      LOG.debug("the watch of {} ends", directory);
    }
  }

  private void look(long free, long nowNanos) {
    Duration waiting = writes.waiting();
    if (probe == null && waiting != null && waiting.compareTo(DiskHealth.SUSPECT_AFTER) > 0) {
      startProbe(nowNanos);
    }
    health.read(
        free, probe == null ? null : Duration.ofNanos(nowNanos - probeBeganNanos), nowNanos);
    String trouble = !health.isLow() && leading.isAlone() ? "" : health.trouble();
    if (!trouble.equals(told)) {
      told = trouble;
      say(trouble);
      onTrouble.accept(trouble);
    }
    if (trouble.isEmpty()) {
      handOverPause = HAND_OVER_MIN;
    } else if (leading.leads() && nowNanos - handOverAtNanos >= 0) {
      giveUpLeading(nowNanos);
    }
  }

  private void say(String trouble) {
    if (trouble.isEmpty()) {
      LOG.info(
          "the disk of {} is well again, {} MiB are free", directory, health.freeBytes() >> 20);
    } else {
      LOG.warn("{} ({}, {} bytes are free)", trouble, directory, health.freeBytes());
    }
  }

  private void giveUpLeading(long nowNanos) {
    handOverAtNanos = nowNanos + handOverPause.toNanos();
    Duration doubled = handOverPause.multipliedBy(2);
    handOverPause = doubled.compareTo(HAND_OVER_MAX) > 0 ? HAND_OVER_MAX : doubled;
    if (health.stalls()) {
      leading.stepDown();
    } else {
      leading.handOver();
    }
  }

  /** A write may wait for many reasons; only one of our own shows that it is the disk. */
  private void startProbe(long nowNanos) {
    probeBeganNanos = nowNanos;
    Thread writer = Thread.ofPlatform().daemon().name("disk-probe").unstarted(this::writeProbe);
    probe = writer;
    writer.start();
  }

  private void writeProbe() {
    Path file = directory.resolve("probe");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}));
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("the trial write failed, as others will have", e);
    } finally {
      probe = null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
