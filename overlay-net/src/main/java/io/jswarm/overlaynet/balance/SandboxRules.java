package io.jswarm.overlaynet.balance;

import io.jswarm.overlaynet.Difference;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.NamedSet;
import io.jswarm.overlaynet.nft.Phrases;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules of a sandbox. A packet to a virtual address finds its service's chain in one look-up,
 * however many services there are, and is sent on to one of the tasks; connection tracking keeps
 * the rest of the connection there. Without a task it is refused, so a caller fails at once, and no
 * entry stays behind that would keep later datagrams from a task that starts.
 */
public final class SandboxRules {
  /** What the sandbox's ends of containers' cables are called. */
  public static final String DEVICES = "jso*";

  private static final String MEMBERS = "members";
  private static final String LOOPS = "loops";
  private static final String VIPS = "vips";
  private static final String ASKERS = "askers";

  private SandboxRules() {}

  public static Ruleset of(Sandbox sandbox) {
    return new Ruleset(List.of(table(sandbox, Family.IP), table(sandbox, Family.IP6)));
  }

  /**
   * The same as {@link #of} in less time, when only tasks have changed.
   *
   * @param made the rules of the sandbox as it was
   */
  public static Ruleset of(Sandbox sandbox, Sandbox before, Ruleset made) {
    Collection<Difference<VirtualService>> changed =
        sandbox.services().since(before.services()).values();
    if (!sandbox.isPlacedAs(before)
        || !changed.stream().allMatch(SandboxRules::keepsItsAddresses)) {
      return of(sandbox);
    }
    return new Ruleset(
        made.tables().stream().map(table -> table.with(chains(changed, table.family()))).toList());
  }

  private static boolean keepsItsAddresses(Difference<VirtualService> service) {
    VirtualService before = service.before();
    VirtualService after = service.after();
    return before != null
        && after != null
        && before.v4().vips().equals(after.v4().vips())
        && before.v6().vips().equals(after.v6().vips());
  }

  private static Map<String, Chain> chains(
      Collection<Difference<VirtualService>> changed, Family family) {
    Map<String, Chain> chains = new TreeMap<>();
    for (Difference<VirtualService> each : changed) {
      VirtualService service = each.after();
      if (service != null && !service.part(family).vips().isEmpty()) {
        chains.put(chain(service.serviceId()), service.part(family).chain());
      }
    }
    return chains;
  }

  /** The chain that sends connections to a service's tasks. */
  public static String chain(String serviceId) {
    return "service_" + serviceId;
  }

  private static Table table(Sandbox sandbox, Family family) {
    SortedMap<String, Chain> chains = new TreeMap<>();
    SortedMap<String, String> vips = new TreeMap<>();
    for (VirtualService service : sandbox.services().values()) {
      VirtualService.Part part = service.part(family);
      if (!part.vips().isEmpty()) {
        String chain = chain(service.serviceId());
        part.vips().forEach(vip -> vips.put(vip, "goto " + chain));
        chains.put(chain, part.chain());
      }
    }
    chains.put("arriving", new Chain(Phrases.AT_ARRIVAL, arriving(family)));
    chains.put("balance", new Chain("", balance(sandbox, family)));
    chains.put("forwarded", new Chain(Phrases.FORWARDING, forwarded()));
    chains.put("incoming", new Chain(Phrases.TO_OTHERS, List.of("jump balance")));
    chains.put("outgoing", new Chain(Phrases.FROM_HERE, List.of("jump balance")));
    chains.put("leaving", new Chain(Phrases.LEAVING, leaving(sandbox, family)));
    return new Table(family, sets(sandbox, family, vips), SharedMap.of(chains));
  }

  private static SortedMap<String, NamedSet> sets(
      Sandbox sandbox, Family family, SortedMap<String, String> vips) {
    TreeSet<String> members = new TreeSet<>();
    TreeSet<String> loops = new TreeSet<>();
    sandbox
        .members()
        .forEach((device, addresses) ->
            addresses.stream()
                .filter(family::has)
                .forEach(address -> {
                  members.add("\"" + device + "\" . " + address);
                  loops.add(address + " . " + address);
                }));
    String type = family.addressType();
    SortedMap<String, NamedSet> sets = new TreeMap<>();
    sets.put(MEMBERS, NamedSet.of("ifname . " + type, members));
    sets.put(LOOPS, NamedSet.of(type + " . " + type, loops));
    sets.put(VIPS, new NamedSet(type + " : verdict", vips));
    if (family == Family.IP) {
      sets.put(ASKERS, NamedSet.filledByRules(type));
    }
    return sets;
  }

  private static List<String> arriving(Family family) {
    List<String> rules = new ArrayList<>(Phrases.keepOwnAddresses(family, DEVICES, MEMBERS));
    if (family == Family.IP) {
      rules.add(Phrases.askInMeasure(DEVICES, ASKERS));
    }
    return rules;
  }

  private static List<String> balance(Sandbox sandbox, Family family) {
    List<String> rules = new ArrayList<>();
    rules.add(Phrases.WITH_PORTS + " %s daddr vmap @%s".formatted(family.word(), VIPS));
    if (sandbox.ranges().stream().anyMatch(family::has)) {
      String ranges = family.word() + " daddr " + Phrases.anyOf(family, sandbox.ranges());
      rules.add(ranges + " reject with tcp reset");
      rules.add(ranges + " meta l4proto { udp, sctp } reject");
    }
    return rules;
  }

  /**
   * A late packet of a connection that is no longer known would arrive with an address the caller
   * never spoke to, and be answered with a reset.
   */
  private static List<String> forwarded() {
    return List.of("ct state invalid drop");
  }

  /** A container that reaches itself must see another's address, or it answers past the sandbox. */
  private static List<String> leaving(Sandbox sandbox, Family family) {
    Stream<String> vips =
        sandbox.services().values().stream().flatMap(each -> each.part(family).vips().stream());
    return Stream.concat(sandbox.own().stream().filter(family::has), vips)
        .findFirst()
        .map(source ->
            List.of(
                "%1$s saddr . %1$s daddr @%2$s snat to %3$s"
                    .formatted(family.word(), LOOPS, source)))
        .orElse(List.of());
  }
}
