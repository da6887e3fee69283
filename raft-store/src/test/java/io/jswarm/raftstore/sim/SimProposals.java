package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What was proposed and is not committed: it may be, or it never will, and nobody can tell. */
final class SimProposals {
  /** Told to the leader, in order: on some disks. */
  private List<SimProposal> open = new ArrayList<>();

  /** Told to a leader that has been replaced and does not know it: never committed. */
  private final List<SimProposal> forlorn = new ArrayList<>();

  void offer(SimProposal proposal) {
    open.add(proposal);
  }

  void offerInVain(SimProposal proposal) {
    forlorn.add(proposal);
  }

  boolean isOpen(SimProposal proposal) {
    return open.contains(proposal);
  }

  /** The first of those that are open, which is committed now. */
  SimProposal takeFirst() {
    return open.removeFirst();
  }

  List<SimProposal> open() {
    return List.copyOf(open);
  }

  /** A new leader brings the first so many along; the others are gone. */
  List<SimProposal> survivors(int count) {
    List<SimProposal> survivors = List.copyOf(open.subList(0, count));
    open = new ArrayList<>();
    return survivors;
  }

  /** What a leader that was replaced has been told meanwhile. */
  List<SimProposal> takeForlorn(SimLog of) {
    List<SimProposal> its = forlorn.stream().filter(p -> p.origin() == of).toList();
    forlorn.removeAll(its);
    return its;
  }

  /** Whoever waits to hear of a member's proposals is gone. */
  void forget(SimLog origin) {
    open.stream().filter(p -> p.origin() == origin).forEach(SimProposal::forget);
  }

  /** The member stops by itself and says so to whoever waits. */
  void giveUp(SimLog origin) {
    open.stream()
        .filter(p -> p.origin() == origin)
        .toList()
        .forEach(proposal -> proposal.tell(new Outcome.Unknown("the log was closed")));
  }
}
