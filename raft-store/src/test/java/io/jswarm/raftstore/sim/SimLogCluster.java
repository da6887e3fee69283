package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
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
  private final List<SimEntry> log = new ArrayList<>();
  private final Map<Long, Long> firstIndices = new TreeMap<>();
  private final Map<String, SimLog> running = new TreeMap<>();
  private final Map<String, SimDisk> disks = new TreeMap<>();
  private final SortedSet<String> cutOff = new TreeSet<>();
  private List<LogMember> configuration = List.of();
  private List<SimProposal> open = new ArrayList<>();
  private SimDisk.@Nullable Snapshot newestSnapshot;
  private long firstKept;
  private long term;
  private @Nullable SimLog leader;
  private boolean electing;

  /** Proposals to a leader that has been replaced and does not know it: never committed. */
  private final List<SimProposal> forlorn = new ArrayList<>();

  public SimLogCluster(long seed, SimScheduler scheduler, SimLogSettings settings) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.random = new Random(seed);
  }

  /** Starts the first member of the cluster, once. */
  public SimLog found(LogMember self, ReplicatedState state, LogEvents events) {
    if (!log.isEmpty()) {
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
      open.stream().filter(p -> p.origin() == member).forEach(SimProposal::forget);
      log.stream()
          .map(SimEntry::proposal)
          .filter(p -> p != null && p.origin() == member)
          .forEach(SimProposal::forget);
      member.halt();
      lose(member);
    }
  }

  /** Forgets what a member had on disk. */
  public void wipe(String id) {
    disks.remove(id);
  }

  /** Cuts a member off from all others, silently. */
  public void isolate(String id) {
    cutOff.add(id);
    SimLog member = running.get(id);
    if (member != null) {
      lose(member);
    }
    checkQuorum();
  }

  /** Brings a member back. */
  public void heal(String id) {
    cutOff.remove(id);
    running.values().forEach(SimLog::catchUp);
    tellLeader();
    electSoon();
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
    return log.size();
  }

  // ---- what members ask ----

  SimLogSettings settings() {
    return settings;
  }

  Duration now() {
    return scheduler.now();
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

  boolean reaches(SimLog member) {
    return !cutOff.contains(member.id()) || configuration.size() == 1;
  }

  SimEntry entry(long index) {
    return log.get((int) index);
  }

  /** The index up to which a member gets entries in one go. */
  long someEntryAfter(long index) {
    long missing = end() - 1 - index;
    return missing <= 0 ? index : index + 1 + random.nextInt((int) missing);
  }

  long firstIndexOf(long ofTerm) {
    return firstIndices.getOrDefault(ofTerm, Long.MAX_VALUE);
  }

  List<LogMember> configurationAt(long index) {
    for (long i = index; i >= 0; i--) {
      List<LogMember> found = entry(i).configuration();
      if (found != null) {
        return found;
      }
    }
    return List.of();
  }

  SimDisk.@Nullable Snapshot newestSnapshot() {
    return newestSnapshot;
  }

  long firstKept() {
    return firstKept;
  }

  /** A member has written a snapshot; the leader's allows the log to be purged. */
  void offer(SimLog member, SimDisk.Snapshot snapshot) {
    if (newestSnapshot == null || snapshot.at().index() > newestSnapshot.at().index()) {
      newestSnapshot = snapshot;
    }
    if (member == leader) {
      firstKept = Math.max(firstKept, snapshot.at().index() - settings.keptEntries());
    }
  }

  boolean hasReadyLeader() {
    return leader != null && leader.believesToLead() && leader.applied() >= firstIndexOf(term);
  }

  boolean leads(SimLog member) {
    return member == leader;
  }

  // ---- proposals ----

  void propose(SimProposal proposal, long ofTerm) {
    if (random.nextDouble() < settings.refusals()) {
      later(() -> proposal.tell(new Outcome.NotAppended("the leader is stepping down")));
      return;
    }
    if (random.nextDouble() < settings.falseAlarms()) {
      later(() -> proposal.tell(new Outcome.Unknown("no answer in time")));
    }
    if (proposal.origin() != leader || ofTerm != term) {
      forlorn.add(proposal);
      return;
    }
    open.add(proposal);
    later(() -> commit(proposal, ofTerm));
  }

  private void commit(SimProposal upTo, long ofTerm) {
    if (ofTerm != term || leader == null || !open.contains(upTo) || !quorum()) {
      return;
    }
    while (open.contains(upTo)) {
      log.add(new SimEntry(term, open.removeFirst(), null));
    }
    running.values().forEach(SimLog::catchUp);
  }

  // ---- leadership ----

  private boolean quorum() {
    return electable().size() * 2 > configuration.size();
  }

  private List<SimLog> electable() {
    return configuration.stream()
        .map(member -> running.get(member.id()))
        .filter(member -> member != null && reaches(member))
        .toList();
  }

  private void checkQuorum() {
    SimLog old = leader;
    if (old != null && !quorum()) {
      lose(old);
    }
  }

  /** A leader is gone for the others; it learns it at some time of its own. */
  private void lose(SimLog old) {
    if (old == leader) {
      leader = null;
      int limit = running.containsKey(old.id()) ? STEP_DOWN_MAX_MILLIS : 1;
      List<SimProposal> left = List.copyOf(open);
      long was = term;
      scheduler.schedule(
          Duration.ofMillis(random.nextInt(limit)),
          () -> {
            if (leader != old || term != was) {
              List<SimProposal> all = new ArrayList<>(left);
              all.addAll(forlorn.stream().filter(p -> p.origin() == old).toList());
              forlorn.removeAll(all);
              old.stepDown(all);
            }
          });
    }
    checkQuorum();
    electSoon();
  }

  private void electSoon() {
    if (!electing && leader == null && quorum()) {
      electing = true;
      int spread = ELECTION_MAX_MILLIS - ELECTION_MIN_MILLIS;
      scheduler.schedule(
          Duration.ofMillis(ELECTION_MIN_MILLIS + random.nextInt(spread)), this::elect);
    }
  }

  private void elect() {
    electing = false;
    if (leader != null || !quorum()) {
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
    int kept = open.isEmpty() ? 0 : random.nextInt(open.size() + 1);
    for (SimProposal survivor : open.subList(0, kept)) {
      log.add(new SimEntry(term, survivor, null));
    }
    open = new ArrayList<>();
    term++;
    leader = next;
    firstIndices.put(term, end());
    log.add(new SimEntry(term, null, configuration));
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
            member.hearOfLeader(now.id());
          }
        });
      }
    }
  }

  // ---- membership ----

  /** Runs a change a little later, if the member leads then. */
  void change(SimLog by, Consumer<MemberChange> told, Runnable change) {
    later(() -> {
      if (by == leader && hasReadyLeader()) {
        change.run();
      } else {
        told.accept(new MemberChange.Refused("this member is not the leader"));
      }
    });
  }

  SimMembership membership() {
    return membership;
  }

  List<LogMember> configuration() {
    return configuration;
  }

  @Nullable SimLog reachable(String id) {
    return cutOff.contains(id) ? null : running.get(id);
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
      List<SimProposal> left = List.copyOf(open);
      crown(next);
      old.stepDown(left);
    }
    return true;
  }

  void stop(SimLog member) {
    if (running.get(member.id()) == member) {
      List<SimProposal> own = open.stream().filter(p -> p.origin() == member).toList();
      own.forEach(proposal -> proposal.tell(new Outcome.Unknown("the log was closed")));
      crash(member.id());
    }
  }
}
