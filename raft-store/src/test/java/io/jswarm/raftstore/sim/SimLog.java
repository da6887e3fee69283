package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One member of a {@link SimLogCluster}. All calls must come from the simulation's thread. */
public final class SimLog implements ReplicatedLog {
  private static final Duration BARRIER_RETRY = Duration.ofMillis(50);

  private final String id;
  private final SimLogCluster cluster;
  private final ReplicatedState state;
  private final LogEvents events;
  private final SimDisk disk;

  private long applied = -1;
  private long appliedTerm;
  private long sinceSnapshot;
  private boolean applying;
  private boolean running = true;
  private boolean wasMember;
  private @Nullable String leader;

  /** The term this member believes to lead, ready or not; 0 when none. */
  private long leading;

  private boolean toldLeading;

  private boolean paused;
  private final List<Runnable> heldUp = new ArrayList<>();

  SimLog(String id, SimLogCluster cluster, ReplicatedState state, LogEvents events, SimDisk disk) {
    this.id = id;
    this.cluster = cluster;
    this.state = state;
    this.events = events;
    this.disk = disk;
  }

  String id() {
    return id;
  }

  boolean running() {
    return running;
  }

  long applied() {
    return applied;
  }

  boolean believesToLead() {
    return leading > 0;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether it took part, as it knows, and has not heard that it was removed. */
  boolean isLeaving() {
    return wasMember;
  }

  /** A leader has spoken to it; that is on its disk before anything follows from it. */
  void heardOf(long term) {
    disk.keepTerm(term);
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    List<Runnable> all = List.copyOf(heldUp);
    heldUp.clear();
    all.forEach(cluster::later);
  }

  /** Something this member notices: now, or when it goes on. */
  void deliver(Runnable news) {
    if (paused) {
      heldUp.add(news);
    } else {
      news.run();
    }
  }

  /** Begins on what the disk holds. */
  void begin() {
    SimDisk.Snapshot snapshot = disk.snapshot();
    if (snapshot != null) {
      restore(snapshot);
      tellConfiguration(cluster.entries().configurationAt(applied));
    }
    catchUp();
  }

  private void restore(SimDisk.Snapshot snapshot) {
    try {
      state.restore(snapshot.at(), new ByteArrayInputStream(snapshot.content()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    applied = snapshot.at().index();
    appliedTerm = snapshot.at().term();
    sinceSnapshot = 0;
  }

  /** Applies what it has not applied yet, sooner or later. */
  void catchUp() {
    if (running && !applying && cluster.reaches(this) && applied + 1 < cluster.end()) {
      applying = true;
      cluster.later(() ->
          deliver(() -> {
            applying = false;
            applySome();
            catchUp();
          }));
    }
  }

  private void applySome() {
    if (!running || !cluster.reaches(this)) {
      return;
    }
    SimDisk.Snapshot newest = cluster.entries().newestSnapshot();
    if (newest != null
        && applied + 1 < cluster.entries().firstKept()
        && newest.at().index() > applied) {
      restore(newest);
      disk.keep(newest);
      tellConfiguration(cluster.entries().configurationAt(applied));
    }
    long until = cluster.entries().someAfter(applied, cluster.random());
    while (running && applied + 1 <= until) {
      apply(applied + 1, cluster.entries().get(applied + 1));
    }
  }

  private void apply(long index, SimEntry entry) {
    applied = index;
    appliedTerm = entry.term();
    SimProposal proposal = entry.proposal();
    List<LogMember> configuration = entry.configuration();
    if (proposal != null) {
      state.apply(new LogPosition(entry.term(), index), proposal.bytes());
      sinceSnapshot++;
      if (proposal.origin() == this) {
        proposal.tell(new Outcome.Committed(index));
      }
    } else if (configuration != null) {
      tellConfiguration(configuration);
    }
    snapshotWhenDue();
    if (running
        && leading > 0
        && !toldLeading
        && index >= cluster.entries().firstIndexOf(leading)) {
      toldLeading = true;
      events.becameLeader(leading);
    }
  }

  private void snapshotWhenDue() {
    if (sinceSnapshot < cluster.settings().snapshotEntries()) {
      return;
    }
    sinceSnapshot = 0;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      state.capture().writeTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SimDisk.Snapshot snapshot =
        new SimDisk.Snapshot(new LogPosition(appliedTerm, applied), content.toByteArray());
    cluster.later(() -> {
      if (running) {
        disk.keep(snapshot);
        cluster.offer(this, snapshot);
      }
    });
  }

  private void tellConfiguration(List<LogMember> members) {
    events.membersChanged(members);
    if (members.stream().anyMatch(member -> member.id().equals(id))) {
      wasMember = true;
    } else if (wasMember) {
      wasMember = false;
      events.removed();
    }
  }

  /** It has been elected. */
  void lead(long term) {
    leading = term;
    toldLeading = false;
  }

  /** It learns that it leads no more. */
  void stepDown(List<SimProposal> open) {
    if (!running || leading == 0) {
      return;
    }
    leading = 0;
    open.forEach(proposal -> proposal.tell(new Outcome.Unknown("the leader stepped down")));
    if (toldLeading) {
      toldLeading = false;
      events.lostLeadership();
    }
    if (id().equals(leader)) { // it may have heard of the next one already
      hearOfLeader(null);
    }
  }

  void hearOfLeader(@Nullable String memberId) {
    if (running && !Objects.equals(leader, memberId)) {
      leader = memberId;
      events.leaderChanged(memberId);
    }
  }

  /** Nothing more is heard from it, and it hears nothing more. */
  void halt() {
    running = false;
    leading = 0;
  }

  @Override
  public void propose(byte[] entry, Consumer<Outcome> told) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException("an entry has at most " + MAX_ENTRY_BYTES + " bytes");
    }
    if (!running || leading == 0 || !toldLeading) {
      told.accept(new Outcome.NotAppended("this member is not the leader"));
      return;
    }
    cluster.propose(new SimProposal(entry, this, told), leading);
  }

  /** Members of a simulation learn of commits by messages of their own, as late as those come. */
  @Override
  public void hasten() {}

  @Override
  public void readBarrier(Duration timeout, Consumer<Barrier> told) {
    Duration deadline = cluster.now().plus(timeout);
    cluster.later(() -> tryBarrier(deadline, told));
  }

  private void tryBarrier(Duration deadline, Consumer<Barrier> told) {
    if (!running) {
      told.accept(new Barrier.NoLeader("the log is closed"));
    } else if (!paused && cluster.hasReadyLeader() && cluster.talks(this)) {
      long until = cluster.end() - 1;
      awaitApplied(until, deadline, told);
    } else {
      retryBarrier(deadline, told, () -> tryBarrier(deadline, told));
    }
  }

  private void awaitApplied(long until, Duration deadline, Consumer<Barrier> told) {
    if (running && !paused && applied >= until) {
      told.accept(new Barrier.Reached());
    } else {
      retryBarrier(deadline, told, () -> awaitApplied(until, deadline, told));
    }
  }

  private void retryBarrier(Duration deadline, Consumer<Barrier> told, Runnable again) {
    if (!running || cluster.now().plus(BARRIER_RETRY).compareTo(deadline) >= 0) {
      told.accept(new Barrier.NoLeader("no leader with a quorum was found in time"));
    } else {
      cluster.after(BARRIER_RETRY, again);
    }
  }

  @Override
  public void addMember(LogMember member, Consumer<MemberChange> told) {
    cluster.membership().change(this, told, () -> cluster.membership().add(member, told));
  }

  @Override
  public void removeMember(String memberId, Consumer<MemberChange> told) {
    cluster
        .membership()
        .change(this, told, () -> cluster.membership().remove(this, memberId, told));
  }

  @Override
  public void transferLeadership(String toMemberId, Consumer<MemberChange> told) {
    cluster.membership().change(this, told, () -> cluster.membership().transfer(toMemberId, told));
  }

  @Override
  public void learnAddresses(List<LogMember> members) {}

  @Override
  public LogStatus status() {
    LogStatus.Role role = LogStatus.Role.FOLLOWER;
    if (!running) {
      role = LogStatus.Role.STOPPED;
    } else if (leading > 0) {
      role = LogStatus.Role.LEADER;
    }
    return new LogStatus(
        role,
        Math.max(disk.term(), Math.max(appliedTerm, leading)),
        leader,
        applied,
        applied,
        cluster.membership().peersOf(this));
  }

  @Override
  public void close() {
    cluster.stop(this);
  }
}
