package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is committed: on the disks of a majority, and there for ever. */
final class SimEntries {
  private final List<SimEntry> entries = new ArrayList<>();
  private final Map<Long, Long> firstIndices = new TreeMap<>();
  private SimDisk.@Nullable Snapshot newestSnapshot;
  private long firstKept;

  void add(SimEntry entry) {
    entries.add(entry);
  }

  /** The first entry of a term, which its leader commits before it serves. */
  void beginTerm(long term, List<LogMember> configuration) {
    firstIndices.put(term, end());
    add(new SimEntry(term, null, configuration));
  }

  long firstIndexOf(long ofTerm) {
    return firstIndices.getOrDefault(ofTerm, Long.MAX_VALUE);
  }

  long end() {
    return entries.size();
  }

  /** The index up to which a member gets entries in one go. */
  long someAfter(long index, Random random) {
    long missing = end() - 1 - index;
    return missing <= 0 ? index : index + 1 + random.nextInt((int) missing);
  }

  SimEntry get(long index) {
    return entries.get((int) index);
  }

  List<LogMember> configurationAt(long index) {
    for (long i = index; i >= 0; i--) {
      List<LogMember> found = get(i).configuration();
      if (found != null) {
        return found;
      }
    }
    return List.of();
  }

  /** Whoever waits to hear of a member's proposals is gone. */
  void forget(SimLog origin) {
    for (SimEntry entry : entries) {
      SimProposal proposal = entry.proposal();
      if (proposal != null && proposal.origin() == origin) {
        proposal.forget();
      }
    }
  }

  SimDisk.@Nullable Snapshot newestSnapshot() {
    return newestSnapshot;
  }

  void offer(SimDisk.Snapshot snapshot) {
    if (newestSnapshot == null || snapshot.at().index() > newestSnapshot.at().index()) {
      newestSnapshot = snapshot;
    }
  }

  long firstKept() {
    return firstKept;
  }

  void purgeBefore(long index) {
    firstKept = Math.max(firstKept, index);
  }
}
