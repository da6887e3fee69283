package io.jswarm.ingress.table;

import io.jswarm.overlaynet.SharedMap;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * This node, as its rules see it.
 *
 * @param addresses its own on the underlay that others know, v4 and v6
 * @param pools what the fabric's v4 addresses are taken from, in CIDR notation
 * @param vtep its own v4 address on the fabric
 * @param others the other nodes by id
 * @param members the v4 fabric address behind each device that leads to a container
 * @param reserved ports that are the cluster's own on every node, as {@code tcp . 2377}: publishing
 *     one of them would cut the node off
 * @param published by id
 */
public record Host(
    List<String> addresses,
    List<String> pools,
    String vtep,
    SortedMap<String, OtherNode> others,
    SortedMap<String, String> members,
    SortedSet<String> reserved,
    Secrets secrets,
    SharedMap<Published> published) {
  public Host {
    addresses = List.copyOf(addresses);
    pools = List.copyOf(pools);
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    reserved = Collections.unmodifiableSortedSet(new TreeSet<>(reserved));
  }

  /** Whether all but what is published is the same. */
  boolean isPlacedAs(Host other) {
    return addresses.equals(other.addresses)
        && pools.equals(other.pools)
        && vtep.equals(other.vtep)
        && others.equals(other.others)
        && members.equals(other.members)
        && reserved.equals(other.reserved)
        && secrets.equals(other.secrets);
  }
}
