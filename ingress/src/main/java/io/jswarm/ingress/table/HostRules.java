package io.jswarm.ingress.table;

import io.jswarm.overlaynet.Difference;
import io.jswarm.overlaynet.FabricAddress;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.NamedSet;
import io.jswarm.overlaynet.nft.Phrases;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules in a node's own namespace. A connection to a published port is led to one of the
 * service's tasks, on whatever node, with the caller's address as it is; the node of the task
 * remembers by which node it came, and sends the answers back there. Addresses are translated only
 * where answers could not come back otherwise: from localhost, from a container to itself, and for
 * what leaves the cluster.
 *
 * <p>A caller may use one port of its own for connections by several nodes, and have them led to
 * the same task. To the task's node they look the same: it tracks what comes by each node in a zone
 * of its own. Only answers are tracked together, so the kernel gives the second such connection
 * another port of the caller's address as it goes to the task.
 *
 * <p>Nothing relies on what other tables accept: the chains' policy is to accept, and what must not
 * pass is dropped here.
 */
public final class HostRules {
  /** The device of the fabric. */
  public static final String FABRIC = "jsw0";

  /** What the host's ends of containers' cables to the fabric are called. */
  public static final String DEVICES = "jsf*";

  private static final String OURS = "{ \"" + DEVICES + "\", \"" + FABRIC + "\" }";
  private static final String NOT_OURS = "!= { \"" + DEVICES + "\", \"" + FABRIC + "\", \"lo\" }";
  private static final String OUR_BIT = Marks.text(Marks.FLAG);

  private HostRules() {}

  public static Ruleset of(Host host, ReturnPath path) {
    return new Ruleset(List.of(table(host, path, Family.IP), table(host, path, Family.IP6)));
  }

  /**
   * The same as {@link #of} in less time, when only tasks behind what is published have changed.
   *
   * @param made the rules of the host as it was, for the same path
   */
  public static Ruleset of(Host host, ReturnPath path, Host before, Ruleset made) {
    List<Published> changed = new ArrayList<>();
    for (Difference<Published> each : host.published().since(before.published()).values()) {
      Published then = each.before();
      Published now = each.after();
      if (then == null || now == null || !now.bindsAs(then)) {
        return of(host, path);
      }
      changed.add(now);
    }
    return host.isPlacedAs(before)
        ? new Ruleset(
            made.tables().stream().map(table -> PortTable.refilled(table, changed)).toList())
        : of(host, path);
  }

  private static Table table(Host host, ReturnPath path, Family family) {
    PortTable ports = new PortTable(family, host.published().values());
    SortedMap<String, NamedSet> sets = new TreeMap<>(ports.sets());
    sets.putAll(sets(host, family));
    SortedMap<String, Chain> chains = new TreeMap<>(ports.chains());
    chains.put("arriving", new Chain(Phrases.AT_ARRIVAL, arriving(family)));
    chains.put("marking", new Chain(Phrases.MARKING, marking()));
    chains.put("incoming", new Chain(Phrases.TO_OTHERS, List.of(PortTable.LOOK_UP)));
    chains.put("outgoing", new Chain(Phrases.FROM_HERE, List.of(PortTable.LOOK_UP)));
    chains.put("forwarded", new Chain(Phrases.FORWARDING, forwarded()));
    chains.put("leaving", new Chain(Phrases.LEAVING, leaving(host, family)));
    if (family == Family.IP && !host.secrets().vnis().isEmpty()) { // there is no v6 in tunnels
      chains.put("accepted", new Chain(Phrases.ACCEPTING, host.secrets().arriving()));
      chains.put("departing", new Chain(Phrases.DEPARTING, host.secrets().departing()));
    }
    if (path == ReturnPath.ROUTED) {
      chains.put("routed", new Chain(Phrases.ROUTED, List.of(unmark())));
    }
    return new Table(family, sets, SharedMap.of(chains));
  }

  private static SortedMap<String, NamedSet> sets(Host host, Family family) {
    TreeSet<String> members = new TreeSet<>();
    TreeSet<String> loops = new TreeSet<>();
    host.members()
        .forEach((device, v4) -> {
          String address = onFabric(family, v4);
          members.add("\"" + device + "\" . " + address);
          loops.add(address + " . " + address);
        });
    TreeSet<String> nodes = new TreeSet<>(host.addresses());
    host.others().values().forEach(node -> nodes.addAll(node.addresses()));
    nodes.removeIf(address -> !family.has(address));
    SortedMap<String, String> marks = new TreeMap<>();
    Marks all = Marks.of(host.others().keySet());
    SortedMap<String, String> zones = new TreeMap<>();
    host.others()
        .forEach((id, node) -> {
          marks.put(node.mac(), Marks.text(all.of(id)));
          zones.put(node.mac(), Integer.toString(all.zoneOf(id)));
        });
    String type = family.addressType();
    SortedMap<String, NamedSet> sets = new TreeMap<>();
    sets.put("members", NamedSet.of("ifname . " + type, members));
    sets.put("loops", NamedSet.of(type + " . " + type, loops));
    sets.put("nodes", NamedSet.of(type, nodes));
    sets.put("marks", new NamedSet("ether_addr : mark", marks));
    sets.put("zones", new NamedSet("typeof ether saddr : ct zone", zones));
    if (family == Family.IP) {
      sets.put("askers", NamedSet.filledByRules(type));
    }
    sets.put("reserved", NamedSet.of("inet_proto . inet_service", host.reserved()));
    return sets;
  }

  /** The devices of ours take packets for 127.0.0.0/8, for answers to it; nobody may send such. */
  private static List<String> arriving(Family family) {
    List<String> rules = new ArrayList<>();
    rules.add("iifname \"%s\" ct original zone set ether saddr map @zones".formatted(FABRIC));
    if (family == Family.IP) {
      rules.add("iifname != \"lo\" ip daddr 127.0.0.0/8 drop");
      rules.add("iifname \"" + FABRIC + "\" ip saddr 127.0.0.0/8 drop");
    }
    rules.addAll(Phrases.keepOwnAddresses(family, DEVICES, "members"));
    if (family == Family.IP) {
      rules.add(Phrases.askInMeasure(DEVICES, "askers"));
    }
    return rules;
  }

  private static List<String> marking() {
    return List.of(
        "iifname \"%s\" ct state new ct mark set ether saddr map @marks".formatted(FABRIC),
        "iifname \"%1$s\" ct direction reply ct mark & %2$s == %2$s meta mark set ct mark"
            .formatted(DEVICES, OUR_BIT));
  }

  private static List<String> forwarded() {
    return List.of(
        "iifname " + OURS + " ct state invalid drop",
        // From a node that is not known yet: the answer would not find back.
        "iifname \"%s\" oifname \"%s\" ct direction original ct mark & %s == 0x00000000 drop"
            .formatted(FABRIC, DEVICES, OUR_BIT),
        "iifname \"" + FABRIC + "\" accept",
        // Containers meet on their own networks, and callers outside use what is published.
        "oifname " + OURS + " ct state new ct status ! dnat drop");
  }

  private static List<String> leaving(Host host, Family family) {
    String ip = family.word();
    String vtep = onFabric(family, host.vtep());
    String pools =
        family == Family.IP ? Phrases.anyOf(family, host.pools()) : FabricAddress.V6_PREFIX;
    List<String> rules = new ArrayList<>();
    // The node of the task may have the same address: it drops what seems to come from itself.
    rules.add(
        "oifname \"%s\" %s saddr @nodes fib saddr type != local snat to %s"
            .formatted(FABRIC, ip, vtep));
    rules.add(
        "oifname \"%s\" %s saddr != @nodes fib saddr type local snat to %s"
            .formatted(FABRIC, ip, vtep));
    rules.add(
        "oifname \"%s\" %s saddr %s snat to %s"
            .formatted(DEVICES, ip, family == Family.IP ? "127.0.0.0/8" : "::1", vtep));
    rules.add("%1$s saddr . %1$s daddr @loops snat to %2$s".formatted(ip, vtep));
    rules.add("%s saddr %s oifname %s masquerade".formatted(ip, pools, NOT_OURS));
    return rules;
  }

  private static String unmark() {
    return "oifname \"%s\" meta mark set 0x00000000".formatted(FABRIC);
  }

  private static String onFabric(Family family, String v4) {
    return family == Family.IP ? v4 : FabricAddress.v6(v4);
  }
}
