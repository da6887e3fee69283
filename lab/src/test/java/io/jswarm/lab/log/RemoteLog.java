package io.jswarm.lab.log;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.Recorder;
import io.jswarm.raftstore.log.ReplicatedLog;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The log of a {@link LogMemberProgram}, as if it were here. What waits when it dies, waits on. */
final class RemoteLog implements ReplicatedLog {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Consumer<String>> waiting = new ConcurrentHashMap<>();
  private final BlockingQueue<String> milestones = new LinkedBlockingQueue<>();
  private boolean stopping;
  private volatile Recorder recorder = new Recorder(() -> {});

  RemoteLog(Process process) {
    this.process = process;
    // a platform thread: reading a pipe holds the carrier of a virtual one
    Thread.ofPlatform().daemon().name("log-lines").start(this::listen);
    await("ready");
  }

  Process process() {
    return process;
  }

  /** Starts a member in the program, which tells this recorder what happens from now on. */
  void start(Recorder told, String... words) {
    awaitStopped();
    recorder = told;
    say("start " + String.join(" ", words));
    await("started");
  }

  private void listen() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        hear(Lines.first(line), Lines.rest(line));
      }
      milestones.add("that it is gone");
    } catch (IOException | IllegalStateException e) {
      milestones.add(String.valueOf(e)); // whoever waits next, if only for the end, hears of it
    }
  }

  private void hear(String what, String rest) throws IOException {
    switch (what) {
      case "ready", "started", "stopped" -> milestones.add(what);
      case "answer" -> {
        Consumer<String> told = waiting.remove(Lines.first(rest));
        if (told != null) {
          told.accept(Lines.rest(rest));
        }
      }
      case "applied" -> recorder.apply(position(rest), bytes(content(rest)));
      case "restored" -> {
        String lines = content(rest).replace(' ', '\n');
        recorder.restore(position(rest), new ByteArrayInputStream(bytes(lines)));
      }
      case "leads" -> recorder.becameLeader(Long.parseLong(rest));
      case "lost" -> recorder.lostLeadership();
      case "leader" -> recorder.leaderChanged(rest.isEmpty() ? null : rest);
      case "members" -> recorder.membersChanged(Lines.readMembers(rest));
      case "removed" -> recorder.removed();
      case "again" -> recorder.startsAgain();
      case "failed" -> recorder.failed(new IllegalStateException(rest));
      default -> throw new IllegalStateException("the member said: " + what + " " + rest);
    }
  }

  private static LogPosition position(String rest) {
    String[] words = rest.split(" ", -1);
    return new LogPosition(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private static String content(String rest) {
    return Lines.rest(Lines.rest(rest));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private synchronized void say(String line) {
    try {
      OutputStream to = process.getOutputStream();
      to.write(bytes(line + "\n"));
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the member is gone", e);
    }
  }

  private void await(String milestone) {
    try {
      String heard = milestones.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!milestone.equals(heard)) {
        throw new IllegalStateException("waited for " + milestone + ", heard " + heard);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ask(String verb, String words, Consumer<String> told) {
    String number = String.valueOf(numbers.incrementAndGet());
    waiting.put(number, told);
    say(verb + " " + number + (words.isEmpty() ? "" : " " + words));
  }

  @Override
  public void propose(byte[] entry, Consumer<Outcome> told) {
    ask(
        "propose",
        new String(entry, StandardCharsets.UTF_8),
        answer -> told.accept(Lines.readOutcome(answer)));
  }

  @Override
  public void readBarrier(Duration timeout, Consumer<Barrier> told) {
    ask(
        "barrier",
        String.valueOf(timeout.toMillis()),
        answer -> told.accept(Lines.readBarrier(answer)));
  }

  @Override
  public void addMember(LogMember member, Consumer<MemberChange> told) {
    ask(
        "add",
        member.id() + " " + member.address(),
        answer -> told.accept(Lines.readChange(answer)));
  }

  @Override
  public void removeMember(String memberId, Consumer<MemberChange> told) {
    ask("remove", memberId, answer -> told.accept(Lines.readChange(answer)));
  }

  @Override
  public void transferLeadership(String toMemberId, Consumer<MemberChange> told) {
    ask("transfer", toMemberId, answer -> told.accept(Lines.readChange(answer)));
  }

  @Override
  public void learnAddresses(List<LogMember> members) {
    say("addresses " + Lines.members(members));
  }

  @Override
  public void hasten() {
    say("hasten");
  }

  @Override
  public LogStatus status() {
    BlockingQueue<String> answer = new ArrayBlockingQueue<>(1);
    ask("status", "", answer::add);
    try {
      String text = answer.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new IllegalStateException("no status within " + PATIENCE);
      }
      return Lines.readStatus(text);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    beginToStop();
    awaitStopped();
  }

  /** Returns at once; a start waits until the member before has stopped. */
  void beginToStop() {
    stopping = true;
    say("stop");
  }

  private void awaitStopped() {
    if (stopping) {
      await("stopped");
      stopping = false;
    }
  }
}
