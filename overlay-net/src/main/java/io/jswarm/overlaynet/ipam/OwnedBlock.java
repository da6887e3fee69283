package io.jswarm.overlaynet.ipam;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A block and who has its addresses. The first address of a node's block, when there are more, is
 * the node's own. Not thread-safe.
 */
final class OwnedBlock {
  /** No address. */
  static final long NONE = -1;

  private final Prefix4 prefix;
  private final String owner;
  private final BitSet held = new BitSet();

  /** Places of addresses that are free but rest, and since when, the first first. */
  private final Map<Integer, Instant> resting = new LinkedHashMap<>();

  private int heldCount;

  /** Where the search for the next one goes on: addresses come round as late as they can. */
  private int next;

  OwnedBlock(Prefix4 prefix, String owner) {
    this.prefix = prefix;
    this.owner = owner;
  }

  Prefix4 prefix() {
    return prefix;
  }

  String owner() {
    return owner;
  }

  /** How many addresses somebody has. */
  int held() {
    return heldCount;
  }

  /** How many addresses nobody has, the node's own among them. */
  long idle() {
    return prefix.size() - heldCount;
  }

  boolean isHeld(long address) {
    return held.get(place(address));
  }

  void hold(long address) {
    int place = place(address);
    if (!held.get(place)) {
      held.set(place);
      heldCount++;
    }
    resting.remove(place);
  }

  void free(long address, Instant at) {
    int place = place(address);
    if (held.get(place)) {
      held.clear(place);
      heldCount--;
    }
    resting.remove(place);
    resting.put(place, at);
  }

  /** Whether there is an address that nobody had lately. */
  boolean hasFresh(Instant now, Duration rest) {
    return freshPlace(now, rest) >= 0;
  }

  /** Takes an address that nobody had lately, or {@link #NONE}. */
  long takeFresh(Instant now, Duration rest) {
    int place = freshPlace(now, rest);
    if (place < 0) {
      return NONE;
    }
    next = place + 1;
    return take(place);
  }

  private int freshPlace(Instant now, Duration rest) {
    wake(now, rest);
    int size = (int) prefix.size();
    int first = firstPlace();
    if (heldCount >= size - first) {
      return -1;
    }
    for (int i = 0; i < size; i++) {
      int place = (next + i) % size;
      if (place >= first && !held.get(place) && !resting.containsKey(place)) {
        return place;
      }
    }
    return -1;
  }

  /** Takes the address that has rested longest, or {@link #NONE}. */
  long takeResting() {
    for (Integer place : resting.keySet()) {
      if (place >= firstPlace()) {
        return take(place);
      }
    }
    return NONE;
  }

  private long take(int place) {
    long address = prefix.base() + place;
    hold(address);
    return address;
  }

  /** Forgets who rested long enough. */
  void wake(Instant now, Duration rest) {
    Iterator<Instant> since = resting.values().iterator();
    while (since.hasNext() && !since.next().plus(rest).isAfter(now)) {
      since.remove();
    }
  }

  /** Whether nobody has an address of it, or had one lately. */
  boolean isUnused(Instant now, Duration rest) {
    wake(now, rest);
    return heldCount == 0 && resting.isEmpty();
  }

  /** The parts of the block that are worth keeping when addresses are short. */
  List<Prefix4> worthKeeping(Shrinking how) {
    List<Prefix4> kept = new ArrayList<>();
    keep(prefix, how, kept);
    return kept;
  }

  private void keep(Prefix4 part, Shrinking how, List<Prefix4> kept) {
    boolean sparing = how != Shrinking.TO_HELD;
    long used = used(part, sparing);
    if (used == 0) {
      return;
    }
    boolean worth = how == Shrinking.TO_HALF ? used * 2 >= part.size() : used == part.size();
    boolean firstIsFree = owner.isEmpty() || !isUsed(place(part.base()), sparing);
    if (part.size() == 1 || (worth && firstIsFree)) {
      kept.add(part);
    } else {
      keep(part.lower(), how, kept);
      keep(part.upper(), how, kept);
    }
  }

  private long used(Prefix4 part, boolean sparing) {
    long used = 0;
    for (long address = part.base(); address <= part.last(); address++) {
      used += isUsed(place(address), sparing) ? 1 : 0;
    }
    return used;
  }

  private boolean isUsed(int place, boolean sparing) {
    return held.get(place) || (sparing && resting.containsKey(place));
  }

  /** A part of it, with those who have addresses there. */
  OwnedBlock part(Prefix4 part) {
    OwnedBlock block = new OwnedBlock(part, owner);
    for (long address = part.base(); address <= part.last(); address++) {
      if (isHeld(address)) {
        block.hold(address);
      }
    }
    resting.forEach((place, at) -> {
      if (part.contains(prefix.base() + place)) {
        block.free(prefix.base() + place, at);
      }
    });
    return block;
  }

  /** Tells of each address that is free and rests, and since when. */
  void eachResting(BiConsumer<Long, Instant> use) {
    resting.forEach((place, at) -> use.accept(prefix.base() + place, at));
  }

  private int firstPlace() {
    return owner.isEmpty() || prefix.size() == 1 ? 0 : 1;
  }

  private int place(long address) {
    return (int) (address - prefix.base());
  }
}
