package io.jswarm.daemon.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, handed from the event loop to the handler's thread.
 *
 * <p>Above {@link #HIGH_BYTES} the channel is not read any more until the handler has taken enough,
 * so a slow handler holds back the client instead of filling the heap.
 */
final class ByteQueue extends InputStream {
  static final int HIGH_BYTES = 1 << 20;
  static final int LOW_BYTES = 256 << 10;

  private final ChannelConfig channel;
  private final Duration stall;
  private final long bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long totalBytes;
  private long discardedBytes;
  private boolean paused;
  private boolean ended;
  private boolean unwanted;
  private @Nullable String failure;

  ByteQueue(ChannelConfig channel, Duration stall, long bytesMax) {
    this.channel = channel;
    this.stall = stall;
    this.bytesMax = bytesMax;
  }

  /** Adds what arrived; takes the buffer over. */
  void offer(ByteBuf bytes) {
    lock.lock();
    try {
      int size = bytes.readableBytes();
      totalBytes += size;
      if (unwanted || size == 0 || totalBytes > bytesMax) {
        discardedBytes += size;
        bytes.release();
      } else {
        queue.add(bytes);
        queuedBytes += size;
        if (queuedBytes > HIGH_BYTES && !paused) {
          paused = true;
          channel.setAutoRead(false);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The client sent everything. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The client went away in the middle; readers get this text. */
  void fail(String what) {
    lock.lock();
    try {
      if (!ended) {
        failure = what;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes nobody read, since {@link #discard()}. */
  long discardedBytes() {
    lock.lock();
    try {
      return discardedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads any more: releases what is held and throws away what still comes. */
  void discard() {
    lock.lock();
    try {
      unwanted = true;
      queue.forEach(ByteBuf::release);
      queue.clear();
      queuedBytes = 0;
      resume();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    try {
      lock.lockInterruptibly();
      try {
        return take(target, offset, length);
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading from the client");
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return (int) Math.min(queuedBytes, Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] target, int offset, int length) throws IOException, InterruptedException {
    awaitBytes();
    ByteBuf first = queue.peek();
    if (first == null) {
      return -1;
    }
    int count = Math.min(length, first.readableBytes());
    first.readBytes(target, offset, count);
    queuedBytes -= count;
    if (!first.isReadable()) {
      queue.remove().release();
    }
    if (queuedBytes < LOW_BYTES) {
      resume();
    }
    return count;
  }

  private void awaitBytes() throws IOException, InterruptedException {
    long remainingNanos = stall.toNanos();
    while (queue.isEmpty() && !ended) {
      if (failure != null) {
        throw new ClientGoneException(failure);
      }
      if (totalBytes > bytesMax) {
        throw new ApiError(413, "request body too large: more than " + bytesMax + " bytes");
      }
      if (remainingNanos <= 0) {
        throw new ApiError(
            408, "the client sent nothing for " + stall.toSeconds() + " s while its body was read");
      }
      remainingNanos = changed.awaitNanos(remainingNanos);
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      channel.setAutoRead(true);
    }
  }

  /** No limit on a client's silence. */
  static Duration patient() {
    return Duration.ofNanos(TimeUnit.DAYS.toNanos(36_500));
  }
}
