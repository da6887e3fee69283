package io.jswarm.lab.log;

import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import io.jswarm.raftstore.ratis.LogStalled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of texts, and a listener, that pass on all they are told in lines. */
final class Told implements ReplicatedState, LogEvents {
  private final Lines out;
  private final Runnable onStalled;
  private final List<String> applied = new ArrayList<>();

  /**
   * Passes on to a member's standard output.
   *
   * @param onStalled called when the log has to be closed and started again; must not block
   */
  Told(Lines out, Runnable onStalled) {
    this.out = out;
    this.onStalled = onStalled;
  }

  @Override
  public void apply(LogPosition at, byte[] entry) {
    String text = new String(entry, StandardCharsets.UTF_8);
    synchronized (applied) {
      applied.add(text);
    }
    out.say("applied " + at.term() + " " + at.index() + " " + text);
  }

  @Override
  public Capture capture() {
    synchronized (applied) {
      List<String> held = List.copyOf(applied);
      return to -> to.write(String.join(" ", held).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void restore(LogPosition at, InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    synchronized (applied) {
      applied.clear();
      if (!text.isEmpty()) {
        applied.addAll(List.of(text.split(" ", -1)));
      }
    }
    out.say("restored " + at.term() + " " + at.index() + " " + text);
  }

  @Override
  public void becameLeader(long term) {
    out.say("leads " + term);
  }

  @Override
  public void lostLeadership() {
    out.say("lost");
  }

  @Override
  public void leaderChanged(@Nullable String memberId) {
    out.say("leader " + (memberId == null ? "" : memberId));
  }

  @Override
  public void membersChanged(List<LogMember> members) {
    out.say("members " + Lines.members(members));
  }

  @Override
  public void removed() {
    out.say("removed");
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof LogStalled) {
      onStalled.run();
    } else {
      out.say("failed " + cause);
    }
  }
}
