package io.jswarm.overlaynet.balance;

import io.jswarm.overlaynet.SharedMap;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The place of one network on this node, as its rules see it.
 *
 * @param ranges what virtual addresses are taken from, in CIDR notation, v4 and v6
 * @param own this node's own addresses on the network, without prefix lengths; empty when its
 *     blocks are single addresses
 * @param members the addresses behind each device that leads to a container
 * @param services by service id
 */
public record Sandbox(
    List<String> ranges,
    List<String> own,
    SortedMap<String, List<String>> members,
    SharedMap<VirtualService> services) {
  public Sandbox {
    ranges = List.copyOf(ranges);
    own = List.copyOf(own);
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /** Whether all but the services is the same. */
  boolean isPlacedAs(Sandbox other) {
    return ranges.equals(other.ranges) && own.equals(other.own) && members.equals(other.members);
  }
}
