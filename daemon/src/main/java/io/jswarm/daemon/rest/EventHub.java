package io.jswarm.daemon.rest;

import io.jswarm.api.model.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands events from those who notice them to those who listen, and remembers the latest for {@code
 * ?since=}. Publishing never blocks: a listener that falls behind is cut off and has to ask again.
 */
public final class EventHub {
  /** What is remembered; Docker keeps 256. */
  static final int HISTORY_MAX = 1_024;

  /** What a listener may lag behind. */
  static final int LAG_MAX = 4_096;

  private final ArrayDeque<Event> history = new ArrayDeque<>();
  private final List<Listener> listeners = new ArrayList<>();

  /** One who listens, from {@link #listen()} to {@link #close()}. */
  public final class Listener implements AutoCloseable {
    private final List<Event> before;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(LAG_MAX);
    private volatile boolean lagging;

    private Listener(List<Event> before) {
      this.before = before;
    }

    /** What was remembered when the listening began; nothing is lost between it and the queue. */
    public List<Event> before() {
      return before;
    }

    /** What came since. */
    public BlockingQueue<Event> queue() {
      return queue;
    }

    /** Whether events were missed. */
    public boolean lagging() {
      return lagging;
    }

    @Override
    public void close() {
      synchronized (EventHub.this) {
        listeners.remove(this);
      }
    }
  }

  /** Tells everyone. */
  public synchronized void publish(Event event) {
    history.add(event);
    if (history.size() > HISTORY_MAX) {
      history.remove();
    }
    for (Listener listener : listeners) {
      if (!listener.queue.offer(event)) {
        listener.lagging = true;
      }
    }
  }

  /** Begins to listen. */
  public synchronized Listener listen() {
    Listener listener = new Listener(List.copyOf(history));
    listeners.add(listener);
    return listener;
  }

  /** How many listen. */
  public synchronized int listening() {
    return listeners.size();
  }
}
