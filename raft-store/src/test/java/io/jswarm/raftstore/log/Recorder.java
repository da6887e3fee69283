package io.jswarm.raftstore.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state that remembers the texts applied to it, and a listener that remembers what it heard. It
 * checks what every log must keep to: order, no gaps, paired leadership.
 */
public final class Recorder implements ReplicatedState, LogEvents {
  private final Runnable changed;
  private final List<String> applied = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private List<LogMember> members = List.of();
  private long lastIndex = -1;
  private long lastTerm = -1;
  private int restores;
  private boolean leading;
  private int appliedWhenLeading = -1;
  private @Nullable String leader;
  private boolean removed;

  /** Calls back after everything it hears. */
  public Recorder(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public void apply(LogPosition at, byte[] entry) {
    synchronized (this) {
      if (at.index() <= lastIndex || at.term() < lastTerm) {
        throw new IllegalStateException(at + " applied after index " + lastIndex);
      }
      lastIndex = at.index();
      lastTerm = at.term();
      applied.add(new String(entry, StandardCharsets.UTF_8));
    }
    changed.run();
  }

  @Override
  public synchronized Capture capture() {
    List<String> held = List.copyOf(applied);
    return out -> out.write(String.join("\n", held).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void restore(LogPosition at, InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    synchronized (this) {
      applied.clear();
      if (!text.isEmpty()) {
        applied.addAll(List.of(text.split("\n")));
      }
      lastIndex = at.index();
      lastTerm = at.term();
      restores++;
    }
    changed.run();
  }

  @Override
  public void becameLeader(long term) {
    synchronized (this) {
      if (leading) {
        throw new IllegalStateException("told twice to lead");
      }
      leading = true;
      appliedWhenLeading = applied.size();
      events.add("leads " + term);
    }
    changed.run();
  }

  @Override
  public void lostLeadership() {
    synchronized (this) {
      if (!leading) {
        throw new IllegalStateException("lost what it did not have");
      }
      leading = false;
      events.add("lost");
    }
    changed.run();
  }

  @Override
  public void leaderChanged(@Nullable String memberId) {
    synchronized (this) {
      leader = memberId;
      events.add("leader " + memberId);
    }
    changed.run();
  }

  @Override
  public void membersChanged(List<LogMember> now) {
    synchronized (this) {
      members = now;
      events.add("members " + now.stream().map(LogMember::id).toList());
    }
    changed.run();
  }

  @Override
  public void removed() {
    synchronized (this) {
      removed = true;
      events.add("removed");
    }
    changed.run();
  }

  @Override
  public void failed(Throwable cause) {
    synchronized (this) {
      events.add("failed " + cause);
    }
    changed.run();
  }

  /** The member was stopped and reads what it has on disk again, from the beginning. */
  public synchronized void startsAgain() {
    if (leading) {
      throw new IllegalStateException("stopped while it leads");
    }
    applied.clear();
    lastIndex = -1;
    lastTerm = -1;
    events.add("again");
  }

  public synchronized List<String> applied() {
    return List.copyOf(applied);
  }

  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  public synchronized List<String> memberIds() {
    return members.stream().map(LogMember::id).toList();
  }

  public synchronized int restores() {
    return restores;
  }

  public synchronized boolean leads() {
    return leading;
  }

  /** How many entries were applied when it last became leader; -1 when never. */
  public synchronized int appliedWhenLeading() {
    return appliedWhenLeading;
  }

  public synchronized @Nullable String leader() {
    return leader;
  }

  public synchronized boolean wasRemoved() {
    return removed;
  }
}
