package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The log that all simulated members share. It keeps Raft's promises and no more: what was open
 * when a leader was lost is committed by the next one up to some point, and the rest is lost, while
 * the old leader only says "unknown"; followers apply late and sometimes jump by snapshot; a leader
 * cut off from the others believes in itself for up to a second.
 */
public final class SimLogCluster {
  /** Long enough for whoever was told "unknown" to have proposed the same once more. */
  private static final int LATE_MILLIS_MAX = 2_500;

  private final SimScheduler scheduler;
  private final SimLogSettings settings;
  private final Random random;
  private final SimMembership membership = new SimMembership(this);
  private final SimLeadership leadership = new SimLeadership(this);
  private final SimEntries log = new SimEntries();
  private final Map<String, SimLog> running = new TreeMap<>();
  private final Map<String, SimDisk> disks = new TreeMap<>();
  private final SimLinks links = new SimLinks();
  private List<LogMember> configuration = List.of();
  private final SimProposals proposals = new SimProposals();
  private Duration stalledUntil = Duration.ZERO;

  public SimLogCluster(long seed, SimScheduler scheduler, SimLogSettings settings) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.random = new Random(seed);
  }

  /** Starts the first member of the cluster, once. */
  public SimLog found(LogMember self, ReplicatedState state, LogEvents events) {
    if (log.end() > 0) {
      throw new IllegalStateException("the cluster has been founded");
    }
    configuration = List.of(self);
    log.add(new SimEntry(0, null, configuration));
    return start(self.id(), state, events);
  }

  /** Starts a member: one that waits to be added, or one that was here before, on its old disk. */
  public SimLog start(String id, ReplicatedState state, LogEvents events) {
    if (running.containsKey(id)) {
      throw new IllegalStateException(id + " runs");
    }
    SimDisk disk = disks.computeIfAbsent(id, _ -> new SimDisk());
    SimLog member = new SimLog(id, this, state, events, disk);
    running.put(id, member);
    later(member::begin);
    leadership.tell();
    leadership.electSoon();
    return member;
  }

  /** Kills a member: it is told nothing, and what waited for it is never answered. */
  public void crash(String id) {
    SimLog member = running.remove(id);
    if (member != null) {
      proposals.forget(member);
      log.forget(member);
      member.halt();
      leadership.lose(member);
    }
  }

  /** A member that was removed is gone for good, with its disk. */
  public void erase(String id) {
    crash(id);
    disks.remove(id);
    links.heal(id);
  }

  /** Cuts a member off from all others, silently. */
  public void isolate(String id) {
    links.isolate(id);
    SimLog member = running.get(id);
    if (member != null) {
      leadership.lose(member);
    }
    leadership.checkQuorum();
  }

  /** Cuts what goes from one member to another; the way back is not touched. */
  public void cut(String from, String to) {
    links.cut(from, to);
    leadership.checkQuorum();
  }

  /** Heals one direction. */
  public void heal(String from, String to) {
    links.heal(from, to);
    goOn();
  }

  /** Brings a member back. */
  public void heal(String id) {
    links.heal(id);
    goOn();
  }

  /** Brings everybody back, in every direction. */
  public void healAll() {
    links.healAll();
    goOn();
  }

  private void goOn() {
    running.values().forEach(SimLog::catchUp);
    leadership.tell();
    leadership.electSoon();
  }

  /**
   * A member's process stands still, as one that is swapped out: the others elect another if it
   * led, and it does not know when it goes on.
   */
  public void pause(String id) {
    SimLog member = running.get(id);
    if (member != null) {
      member.pause();
      if (leads(member)) {
        leadership.lose(member);
      }
      leadership.checkQuorum();
    }
  }

  /** It goes on, as if nothing had been. */
  public void resume(String id) {
    SimLog member = running.get(id);
    if (member != null) {
      member.resume();
      goOn();
    }
  }

  /** For so long no disk finishes a write: nothing is committed, and callers lose patience. */
  public void stall(Duration span) {
    stalledUntil = now().plus(span);
  }

  /** Makes another election happen, as a slow moment of the leader does. */
  public void deposeLeader() {
    SimLog old = leadership.leader();
    if (old != null) {
      leadership.lose(old);
    }
  }

  /** The id of the member that leads with a quorum; null while there is none. */
  public @Nullable String leaderId() {
    SimLog leader = leadership.leader();
    return leader == null ? null : leader.id();
  }

  /** Who takes part, sorted. */
  public List<String> memberIds() {
    return configuration.stream().map(LogMember::id).toList();
  }

  /** The number of committed entries, the log's own included. */
  public long end() {
    return log.end();
  }

  // ---- what members ask ----

  SimLogSettings settings() {
    return settings;
  }

  Duration now() {
    return scheduler.now();
  }

  Random random() {
    return random;
  }

  void later(Runnable task) {
    after(someDelay(), task);
  }

  void after(Duration delay, Runnable task) {
    scheduler.schedule(delay, task);
  }

  private Duration someDelay() {
    long least = settings.quickest().toNanos();
    long most = settings.slowest().toNanos();
    return Duration.ofNanos(least + (long) (random.nextDouble() * (most - least)));
  }

  /**
   * Whether a member hears of what the leader has committed. Who waits to be added hears nothing,
   * and who was removed no more than that.
   */
  boolean reaches(SimLog member) {
    SimLog leader = leadership.leader();
    return leader != null
        && links.passes(leader.id(), member.id())
        && (memberIds().contains(member.id()) || member.isLeaving());
  }

  SimEntries entries() {
    return log;
  }

  /** A member has written a snapshot; the leader's allows the log to be purged. */
  void offer(SimLog member, SimDisk.Snapshot snapshot) {
    log.offer(snapshot);
    if (leads(member)) {
      log.purgeBefore(snapshot.at().index() - settings.keptEntries());
    }
  }

  boolean hasReadyLeader() {
    SimLog leader = leadership.leader();
    return leader != null
        && leader.believesToLead()
        && leader.applied() >= log.firstIndexOf(leadership.term());
  }

  boolean leads(SimLog member) {
    return member == leadership.leader();
  }

  /** Whether a member can talk with the leader. */
  boolean talks(SimLog member) {
    SimLog leader = leadership.leader();
    return leader != null && links.bothWays(leader.id(), member.id());
  }

  void propose(SimProposal proposal, long ofTerm) {
    if (random.nextDouble() < settings.refusals()) {
      later(() -> proposal.tell(new Outcome.NotAppended("the leader is stepping down")));
      return;
    }
    Duration late = Duration.ZERO;
    if (random.nextDouble() < settings.falseAlarms()) {
      later(() -> proposal.tell(new Outcome.Unknown("no answer in time")));
      late = Duration.ofMillis(random.nextInt(LATE_MILLIS_MAX));
    }
    after(
        settings.patience(),
        () -> proposal.tell(new Outcome.Unknown("no answer within " + settings.patience())));
    if (!leads(proposal.origin()) || ofTerm != leadership.term()) {
      proposals.offerInVain(proposal);
      return;
    }
    proposals.offer(proposal);
    after(late.plus(someDelay()), () -> commit(proposal, ofTerm));
  }

  private void commit(SimProposal upTo, long ofTerm) {
    SimLog leader = leadership.leader();
    boolean over = ofTerm != leadership.term() || leader == null || !hasQuorum(leader);
    if (over || !proposals.isOpen(upTo)) {
      return;
    }
    if (now().compareTo(stalledUntil) < 0) {
      after(stalledUntil.minus(now()), () -> commit(upTo, ofTerm));
      return;
    }
    while (proposals.isOpen(upTo)) {
      log.add(new SimEntry(ofTerm, proposals.takeFirst(), null));
    }
    running.values().forEach(SimLog::catchUp);
  }

  /** Whether a member hears a majority, and is heard. */
  boolean hasQuorum(SimLog member) {
    long reached =
        configuration.stream()
            .filter(peer -> isAwake(peer.id()) && links.bothWays(member.id(), peer.id()))
            .count();
    return reached * 2 > configuration.size();
  }

  private boolean isAwake(String id) {
    SimLog member = running.get(id);
    return member != null && !member.isPaused();
  }

  SimMembership membership() {
    return membership;
  }

  SimLeadership leadership() {
    return leadership;
  }

  SimProposals proposals() {
    return proposals;
  }

  List<SimLog> running() {
    return List.copyOf(running.values());
  }

  @Nullable SimLog running(String id) {
    return running.get(id);
  }

  List<LogMember> configuration() {
    return configuration;
  }

  @Nullable SimLog reachable(String id) {
    return links.isIsolated(id) ? null : running.get(id);
  }

  void configure(List<LogMember> next) {
    configuration = next.stream().sorted(Comparator.comparing(LogMember::id)).toList();
    log.add(new SimEntry(leadership.term(), null, configuration));
    running.values().forEach(SimLog::catchUp);
    leadership.tell();
    leadership.forgetSoon();
    leadership.checkQuorum();
  }

  void stop(SimLog member) {
    if (running.get(member.id()) == member) {
      proposals.giveUp(member);
      crash(member.id());
    }
  }
}
