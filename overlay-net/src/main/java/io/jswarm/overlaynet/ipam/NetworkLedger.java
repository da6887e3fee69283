package io.jswarm.overlaynet.ipam;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address of one network, and who owns which block. Its promises:
 *
 * <ul>
 *   <li>no address has two owners, and blocks never overlap;
 *   <li>an address is given out again after its rest only, while there is any other;
 *   <li>it refuses only when every address that can be given out is held.
 * </ul>
 *
 * An owner gets addresses of its own blocks, a new block when they are full, and when there is
 * none, what others' blocks do not need: these shrink, to single addresses in the end. Not
 * thread-safe.
 */
public final class NetworkLedger {
  private static final Comparator<OwnedBlock> EMPTIEST_FIRST =
      Comparator.comparingLong(OwnedBlock::idle).reversed().thenComparing(OwnedBlock::prefix);

  private final AddressPlan plan;
  private final Duration rest;
  private final FreeSpace space = new FreeSpace();

  /** All blocks by their first address. */
  private final NavigableMap<Long, OwnedBlock> blocks = new TreeMap<>();

  /** The blocks of each owner; looked into, never walked. */
  private final Map<String, NavigableMap<Long, OwnedBlock>> byOwner = new HashMap<>();

  /** Blocks in which nobody has an address, since when. */
  private final NavigableMap<Instant, List<Prefix4>> unused = new TreeMap<>();

  /** When addresses became free that are in no block now, as far as that was lately. */
  private final Map<Long, Instant> restingOutside = new TreeMap<>();

  private final long size;
  private long held;

  /** Blocks that may have something to spare, and how far taking from them has gone. */
  private final Deque<Spare> spare = new ArrayDeque<>();

  private @Nullable Instant soughtAt;
  private boolean gained;

  private record Spare(OwnedBlock block, Shrinking how) {}

  /**
   * An empty ledger.
   *
   * @param rest how long an address is not given out again
   */
  public NetworkLedger(AddressPlan plan, Duration rest) {
    this.plan = plan;
    this.rest = rest;
    this.size = plan.size();
    plan.subnets().forEach(subnet -> space.add(subnet.range()));
    plan.reserved().forEach(address -> space.remove(Prefix4.of(address)));
  }

  public AddressPlan plan() {
    return plan;
  }

  /** How many addresses nobody has. */
  public long free() {
    return size - held;
  }

  /** How many addresses can be given out at all. */
  public long size() {
    return size;
  }

  /**
   * A block that was written down before. Whoever had addresses of it lately, or has, is told of
   * next: when there is nobody, it has long been unused.
   */
  public void put(Prefix4 prefix, String owner) {
    space.remove(prefix);
    add(new OwnedBlock(prefix, owner));
    noteUnused(prefix, Instant.EPOCH);
  }

  /** The address is somebody's already; what is in no block is not ours to count. */
  public void hold(long address) {
    OwnedBlock block = blockOf(address);
    if (block != null) {
      held += block.isHeld(address) ? 0 : 1;
      block.hold(address);
    }
  }

  /** Nobody has the address any more, since then. */
  public void free(long address, Instant at) {
    OwnedBlock block = blockOf(address);
    if (block == null) {
      restingOutside.put(address, at);
      return;
    }
    held -= block.isHeld(address) ? 1 : 0;
    block.free(address, at);
    if (block.held() == 0) {
      noteUnused(block.prefix(), at);
    }
  }

  /** Whether the owner has an address left in its blocks, so that a lease changes no block. */
  public boolean hasOwn(String owner, Instant now) {
    return ofOwner(owner).values().stream().anyMatch(block -> block.hasFresh(now, rest));
  }

  /** The blocks of an owner, in order. */
  public List<Prefix4> blocksOf(String owner) {
    return ofOwner(owner).values().stream().map(OwnedBlock::prefix).toList();
  }

  /** Gives an owner a block although it needs no address yet. */
  public List<BlockEdit> claim(String owner) {
    return grow(owner).<List<BlockEdit>>map(List::of).orElse(List.of());
  }

  /** Takes an address for something at an owner. */
  public Lease take(String owner, Instant now) {
    if (free() <= 0) {
      return new Lease.Exhausted();
    }
    long own = fresh(owner, now);
    if (own != OwnedBlock.NONE) {
      return new Lease.Granted(own, List.of());
    }
    List<BlockEdit> edits = new ArrayList<>();
    while (true) {
      Optional<BlockEdit> block = grow(owner);
      block.ifPresent(edits::add);
      long address = block.isPresent() ? fresh(owner, now) : OwnedBlock.NONE;
      if (address != OwnedBlock.NONE) {
        return new Lease.Granted(address, List.copyOf(edits));
      }
      if (block.isEmpty() && !makeRoom(edits, now)) {
        return lastResort(owner, now, edits);
      }
    }
  }

  private long fresh(String owner, Instant now) {
    for (OwnedBlock block : ofOwner(owner).values()) {
      long address = block.takeFresh(now, rest);
      if (address != OwnedBlock.NONE) {
        held++;
        return address;
      }
    }
    return OwnedBlock.NONE;
  }

  private Optional<BlockEdit> grow(String owner) {
    return space
        .take(plan.blockLength())
        .map(prefix -> {
          OwnedBlock block = new OwnedBlock(prefix, owner);
          for (long address = prefix.base(); address <= prefix.last(); address++) {
            Instant at = restingOutside.remove(address);
            if (at != null) {
              block.free(address, at);
            }
          }
          add(block);
          return new BlockEdit.Add(prefix, owner);
        });
  }

  /** Takes from blocks what they do not need. */
  private boolean makeRoom(List<BlockEdit> edits, Instant now) {
    if (!plan.divisible()) {
      return false;
    }
    while (true) {
      while (!spare.isEmpty()) {
        Spare next = spare.removeFirst();
        boolean present = next.block.equals(blocks.get(next.block.prefix().base()));
        if (present && shrink(next.block, next.how, now, edits)) {
          gained = true;
          return true;
        }
      }
      if (now.equals(soughtAt) && !gained) {
        return false;
      }
      soughtAt = now;
      gained = false;
      List<OwnedBlock> roomy = roomy();
      roomy.forEach(block -> spare.add(new Spare(block, Shrinking.TO_HALF)));
      roomy.forEach(block -> spare.add(new Spare(block, Shrinking.TO_USED)));
    }
  }

  /** Blocks with addresses that nobody has, the emptiest first. */
  private List<OwnedBlock> roomy() {
    return blocks.values().stream()
        .filter(block -> block.idle() > 0)
        .sorted(EMPTIEST_FIRST)
        .toList();
  }

  /** Nothing is left but addresses that rest: its own, then those of others. */
  private Lease lastResort(String owner, Instant now, List<BlockEdit> edits) {
    for (OwnedBlock block : ofOwner(owner).values()) {
      long address = block.takeResting();
      if (address != OwnedBlock.NONE) {
        held++;
        return new Lease.Granted(address, List.copyOf(edits));
      }
    }
    for (OwnedBlock block : plan.divisible() ? roomy() : List.<OwnedBlock>of()) {
      if (shrink(block, Shrinking.TO_HELD, now, edits)) {
        grow(owner).ifPresent(edits::add);
        long address = fresh(owner, now);
        return address == OwnedBlock.NONE
            ? lastResort(owner, now, edits)
            : new Lease.Granted(address, List.copyOf(edits));
      }
    }
    return new Lease.Exhausted();
  }

  /** Takes from a block what it does not need. */
  private boolean shrink(OwnedBlock block, Shrinking how, Instant now, List<BlockEdit> edits) {
    block.wake(now, rest);
    List<Prefix4> kept = block.worthKeeping(how);
    if (kept.equals(List.of(block.prefix()))
        || kept.stream().mapToLong(Prefix4::size).sum() == block.prefix().size()) {
      return false;
    }
    remove(block);
    space.add(block.prefix());
    edits.add(new BlockEdit.Remove(block.prefix()));
    block.eachResting(restingOutside::put);
    for (Prefix4 part : kept) {
      space.remove(part);
      OwnedBlock smaller = block.part(part);
      smaller.eachResting((address, _) -> restingOutside.remove(address));
      add(smaller);
      if (smaller.held() == 0) {
        noteUnused(part, now);
      }
      edits.add(new BlockEdit.Add(part, block.owner()));
    }
    return true;
  }

  /**
   * Takes back blocks in which nobody has had an address for the time of a rest.
   *
   * @param keeps whether an owner needs its last block although it is unused
   */
  public List<BlockEdit> release(Instant now, Predicate<String> keeps) {
    List<BlockEdit> edits = new ArrayList<>();
    var due = unused.headMap(now.minus(rest), true);
    for (List<Prefix4> prefixes : due.values()) {
      for (Prefix4 prefix : prefixes) {
        OwnedBlock block = blocks.get(prefix.base());
        if (block != null && block.prefix().equals(prefix) && block.isUnused(now, rest)) {
          boolean last = ofOwner(block.owner()).size() == 1;
          if (!last || !keeps.test(block.owner())) {
            remove(block);
            space.add(prefix);
            edits.add(new BlockEdit.Remove(prefix));
          }
        }
      }
    }
    due.clear();
    restingOutside.values().removeIf(at -> !at.plus(rest).isAfter(now));
    return edits;
  }

  /** When there may be something to take back; empty when there is not. */
  public Optional<Instant> nextRelease() {
    return unused.isEmpty() ? Optional.empty() : Optional.of(unused.firstKey().plus(rest));
  }

  /** Looks at the blocks of an owner again, which may be gone. */
  public void reconsider(String owner, Instant now) {
    for (OwnedBlock block : ofOwner(owner).values()) {
      if (block.held() == 0) {
        noteUnused(block.prefix(), now);
      }
    }
  }

  private void noteUnused(Prefix4 prefix, Instant since) {
    unused.computeIfAbsent(since, _ -> new ArrayList<>()).add(prefix);
  }

  private void add(OwnedBlock block) {
    blocks.put(block.prefix().base(), block);
    byOwner.computeIfAbsent(block.owner(), _ -> new TreeMap<>()).put(block.prefix().base(), block);
  }

  private void remove(OwnedBlock block) {
    blocks.remove(block.prefix().base());
    Map<Long, OwnedBlock> others = ofOwner(block.owner());
    others.remove(block.prefix().base());
    if (others.isEmpty()) {
      byOwner.remove(block.owner());
    }
  }

  private NavigableMap<Long, OwnedBlock> ofOwner(String owner) {
    NavigableMap<Long, OwnedBlock> found = byOwner.get(owner);
    return found == null ? new TreeMap<>() : found;
  }

  private @Nullable OwnedBlock blockOf(long address) {
    Map.Entry<Long, OwnedBlock> entry = blocks.floorEntry(address);
    return entry != null && entry.getValue().prefix().contains(address) ? entry.getValue() : null;
  }
}
