package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedState;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final int ELECTION_MIN_MILLIS = 300;
  private static final int ELECTION_MAX_MILLIS = 600;
  private static final int STEP_DOWN_MAX_MILLIS = 1000;

  private final SimScheduler scheduler;
  private final SimLogSettings settings;
  private final Random random;
  private final SimMembership membership = new SimMembership(this);
  private final SimEntries log = new SimEntries();
  private final Map<String, SimLog> running = new TreeMap<>();
  private final Map<String, SimDisk> disks = new TreeMap<>();
  private final SimLinks links = new SimLinks();
  private List<LogMember> configuration = List.of();
  private final SimProposals proposals = new SimProposals();
  private long term;
  private @Nullable SimLog leader;
  private boolean electing;
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
    tellLeader();
    electSoon();
    return member;
  }

  /** Kills a member: it is told nothing, and what waited for it is never answered. */
  public void crash(String id) {
    SimLog member = running.remove(id);
    if (member != null) {
      proposals.forget(member);
      log.forget(member);
      member.halt();
      lose(member);
    }
  }

  /** Cuts a member off from all others, silently. */
  public void isolate(String id) {
    links.isolate(id);
    SimLog member = running.get(id);
    if (member != null) {
      lose(member);
    }
    checkQuorum();
  }

  /** Cuts what goes from one member to another; the way back is not touched. */
  public void cut(String from, String to) {
    links.cut(from, to);
    checkQuorum();
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

  private void goOn() {
    running.values().forEach(SimLog::catchUp);
    tellLeader();
    electSoon();
  }

  /**
   * A member's process stands still, as one that is swapped out: the others elect another if it
   * led, and it does not know when it goes on.
   */
  public void pause(String id) {
    SimLog member = running.get(id);
    if (member != null) {
      member.pause();
      if (member == leader) {
        lose(member);
      }
      checkQuorum();
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
    SimLog old = leader;
    if (old != null) {
      lose(old);
    }
  }

  /** The id of the member that leads with a quorum; null while there is none. */
  public @Nullable String leaderId() {
    return leader == null ? null : leader.id();
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

  /** Whether a member hears of what the leader has committed. */
  boolean reaches(SimLog member) {
    return leader != null && links.passes(leader.id(), member.id());
  }

  SimEntries entries() {
    return log;
  }

  /** A member has written a snapshot; the leader's allows the log to be purged. */
  void offer(SimLog member, SimDisk.Snapshot snapshot) {
    log.offer(snapshot);
    if (member == leader) {
      log.purgeBefore(snapshot.at().index() - settings.keptEntries());
    }
  }

  boolean hasReadyLeader() {
    return leader != null && leader.believesToLead() && leader.applied() >= log.firstIndexOf(term);
  }

  boolean leads(SimLog member) {
    return member == leader;
  }

  /** Whether a member can talk with the leader. */
  boolean talks(SimLog member) {
    return leader != null && links.bothWays(leader.id(), member.id());
  }

  void propose(SimProposal proposal, long ofTerm) {
    if (random.nextDouble() < settings.refusals()) {
      later(() -> proposal.tell(new Outcome.NotAppended("the leader is stepping down")));
      return;
    }
    if (random.nextDouble() < settings.falseAlarms()) {
      later(() -> proposal.tell(new Outcome.Unknown("no answer in time")));
    }
    after(
        settings.patience(),
        () -> proposal.tell(new Outcome.Unknown("no answer within " + settings.patience())));
    if (proposal.origin() != leader || ofTerm != term) {
      proposals.offerInVain(proposal);
      return;
    }
    proposals.offer(proposal);
    later(() -> commit(proposal, ofTerm));
  }

  private void commit(SimProposal upTo, long ofTerm) {
    if (ofTerm != term || leader == null || !proposals.isOpen(upTo) || !hasQuorum(leader)) {
      return;
    }
    if (now().compareTo(stalledUntil) < 0) {
      after(stalledUntil.minus(now()), () -> commit(upTo, ofTerm));
      return;
    }
    while (proposals.isOpen(upTo)) {
      log.add(new SimEntry(term, proposals.takeFirst(), null));
    }
    running.values().forEach(SimLog::catchUp);
  }

  // ---- leadership ----

  private boolean hasQuorum(SimLog member) {
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

  private List<SimLog> electable() {
    return configuration.stream()
        .map(member -> running.get(member.id()))
        .filter(member -> member != null && !member.isPaused() && hasQuorum(member))
        .toList();
  }

  private void checkQuorum() {
    SimLog old = leader;
    if (old != null && !hasQuorum(old)) {
      lose(old);
    }
  }

  /** A leader is gone for the others; it learns it at some time of its own. */
  private void lose(SimLog old) {
    if (old == leader) {
      leader = null;
      int limit = running.containsKey(old.id()) ? STEP_DOWN_MAX_MILLIS : 1;
      List<SimProposal> left = proposals.open();
      long was = term;
      scheduler.schedule(
          Duration.ofMillis(random.nextInt(limit)),
          () ->
              old.deliver(() -> {
                if (leader != old || term != was) {
                  List<SimProposal> all = new ArrayList<>(left);
                  all.addAll(proposals.takeForlorn(old));
                  old.stepDown(all);
                  tellLeader();
                }
              }));
    }
    checkQuorum();
    electSoon();
  }

  private void electSoon() {
    if (!electing && leader == null && !electable().isEmpty()) {
      electing = true;
      int spread = ELECTION_MAX_MILLIS - ELECTION_MIN_MILLIS;
      scheduler.schedule(
          Duration.ofMillis(ELECTION_MIN_MILLIS + random.nextInt(spread)), this::elect);
    }
  }

  private void elect() {
    electing = false;
    if (leader != null) {
      return;
    }
    List<SimLog> candidates = electable().stream().filter(m -> !m.believesToLead()).toList();
    if (candidates.isEmpty()) {
      electSoon();
      return;
    }
    crown(candidates.get(random.nextInt(candidates.size())));
  }

  /** The new leader brings some of what was open into the log, in order, before its own. */
  private void crown(SimLog next) {
    int kept = random.nextInt(proposals.open().size() + 1);
    for (SimProposal survivor : proposals.survivors(kept)) {
      log.add(new SimEntry(term, survivor, null));
    }
    term++;
    leader = next;
    log.beginTerm(term, configuration);
    next.lead(term);
    tellLeader();
    running.values().forEach(SimLog::catchUp);
  }

  private void tellLeader() {
    SimLog now = leader;
    for (SimLog member : running.values()) {
      if (now != null && reaches(member)) {
        later(() -> {
          if (now == leader) {
            member.deliver(() -> member.hearOfLeader(now.id()));
          }
        });
      }
    }
  }

  SimMembership membership() {
    return membership;
  }

  List<LogMember> configuration() {
    return configuration;
  }

  @Nullable SimLog reachable(String id) {
    return links.isIsolated(id) ? null : running.get(id);
  }

  void configure(List<LogMember> next) {
    configuration = next.stream().sorted(Comparator.comparing(LogMember::id)).toList();
    log.add(new SimEntry(term, null, configuration));
    running.values().forEach(SimLog::catchUp);
    tellLeader();
  }

  /** Makes another member the leader, if it can be. */
  boolean handOver(String toId) {
    SimLog next = running.get(toId);
    SimLog old = leader;
    if (next == null || old == null || !electable().contains(next)) {
      return false;
    }
    if (next != old && next.believesToLead()) {
      return false; // it has yet to learn that an earlier leadership is over
    }
    if (next != old) {
      List<SimProposal> left = proposals.open();
      crown(next);
      old.stepDown(left);
    }
    return true;
  }

  void stop(SimLog member) {
    if (running.get(member.id()) == member) {
      proposals.giveUp(member);
      crash(member.id());
    }
  }
}
