package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is in one network namespace. Only for the thread that {@link NetNamespace#call} lends it to,
 * and only while it does.
 */
public final class NetStack implements AutoCloseable {
  private final String namespace;
  private final NetlinkSocket socket;
  private final Settings settings;

  /** Of this piece of work: a device may be another by the next one. */
  private final Map<String, Integer> indexes = new HashMap<>();

  private @Nullable Nft nft;

  NetStack(String namespace) throws KernelException {
    this.namespace = namespace;
    this.socket = NetlinkSocket.open(NetlinkSocket.ROUTE);
    this.settings = new Settings(namespace);
  }

  /** Forgets the numbers of devices. */
  void begin() {
    indexes.clear();
  }

  /**
   * Puts the entry in place of what is there under its key. A link must exist (see {@link #tunnel}
   * and {@link #cable}): it gets its address and length and is switched on.
   */
  public void put(Entry entry) throws KernelException {
    String what = "cannot set " + entry.key() + in();
    switch (entry) {
      case Link link -> socket.request(what, LinkMessages.changed(index(link.name()), link));
      case Address address ->
          socket.request(what, AddressMessages.add(address, index(address.device())));
      case Route route -> {
        Map<String, Integer> devices = devices(route);
        socket.request(what, RouteMessages.add(route, devices::get));
      }
      case Neighbour neighbour ->
          socket.request(what, NeighbourMessages.add(neighbour, index(neighbour.device())));
      case Forwarding forwarding ->
          socket.request(what, NeighbourMessages.add(forwarding, index(forwarding.device())));
      case MarkRule rule -> socket.request(what, RuleMessages.add(rule));
      case Setting setting -> settings.write(setting);
    }
  }

  /** Takes the entry away; one that is gone, maybe with its device, is fine. */
  public void remove(Entry entry) throws KernelException {
    String what = "cannot remove " + entry.key() + in();
    try {
      switch (entry) {
        case Link link -> removeDevice(link.name());
        case Address address ->
            socket.request(what, AddressMessages.delete(address, index(address.device())));
        case Route route -> {
          Map<String, Integer> devices = devices(route);
          socket.request(what, RouteMessages.delete(route, devices::get));
        }
        case Neighbour neighbour ->
            socket.request(what, NeighbourMessages.delete(neighbour, index(neighbour.device())));
        case Forwarding forwarding ->
            socket.request(what, NeighbourMessages.delete(forwarding, index(forwarding.device())));
        case MarkRule rule -> socket.request(what, RuleMessages.delete(rule));
        case Setting _ -> {} // stays as it is: the caller knows what it was before
      }
    } catch (KernelException e) {
      if (!isGone(e.errno())) {
        throw e;
      }
    }
  }

  /** Takes a device away, and with a cable's end the other one; one that is gone is fine. */
  public void removeDevice(String name) throws KernelException {
    indexes.remove(name);
    try {
      socket.request("cannot remove device " + name + in(), LinkMessages.delete(name));
    } catch (KernelException e) {
      if (!isGone(e.errno())) {
        throw e;
      }
    }
  }

  private static boolean isGone(int errno) {
    return errno == KernelException.ENOENT
        || errno == KernelException.ESRCH
        || errno == KernelException.ENODEV
        || errno == KernelException.EADDRNOTAVAIL;
  }

  /**
   * Makes a tunnel whose outer packets travel in this namespace. It is off until it is {@link #put}
   * there.
   *
   * @param into where the tunnel itself appears
   */
  public void tunnel(Link link, Link.Vxlan vxlan, NetNamespace into) throws KernelException {
    socket.request(
        "cannot make " + link.key() + " with VNI " + vxlan.vni() + " in " + into.name(),
        LinkMessages.tunnel(link, vxlan, into.descriptor()));
  }

  /** Makes a cable between two namespaces; both ends are off. */
  public void cable(Link link, Link.Peer peer, NetNamespace into, NetNamespace peerInto)
      throws KernelException {
    socket.request(
        "cannot make %s in %s with its other end %s in %s"
            .formatted(link.key(), into.name(), peer.name(), peerInto.name()),
        LinkMessages.cable(link, peer, into.descriptor(), peerInto.descriptor()));
  }

  /** Makes a device of a kind that needs no more than a name; it is off. */
  public void make(String device, String kind) throws KernelException {
    socket.request(
        "cannot make device %s of kind %s".formatted(device, kind) + in(),
        LinkMessages.bare(device, kind));
  }

  /** Switches a device on that is there, for packets of that length in bytes. */
  public void switchOn(String device, int mtu) throws KernelException {
    socket.request("cannot switch on " + device + in(), LinkMessages.on(device, mtu));
  }

  /** Switches a device on that is there. */
  public void switchOn(String device) throws KernelException {
    socket.request("cannot switch on " + device + in(), LinkMessages.on(device));
  }

  /** All devices. */
  public List<Link> links() throws KernelException {
    return found().stream().map(LinkMessages.Found::link).toList();
  }

  public List<Address> addresses() throws KernelException {
    IntFunction<@Nullable String> names = names();
    List<Address> addresses = new ArrayList<>();
    dump(
        "addresses",
        AddressMessages.list(),
        part -> AddressMessages.read(part, names).ifPresent(addresses::add));
    return addresses;
  }

  /** The routes of all tables that were made here: no others are ever touched. */
  public List<Route> routes() throws KernelException {
    IntFunction<@Nullable String> names = names();
    List<Route> routes = new ArrayList<>();
    for (int family : new int[] {Families.V4, Families.V6}) {
      dump(
          "routes",
          RouteMessages.list(family),
          part -> RouteMessages.read(part, names).ifPresent(routes::add));
    }
    return routes;
  }

  /** Permanent neighbours. */
  public List<Neighbour> neighbours() throws KernelException {
    IntFunction<@Nullable String> names = names();
    List<Neighbour> neighbours = new ArrayList<>();
    for (int family : new int[] {Families.V4, Families.V6}) {
      dump(
          "neighbours",
          NeighbourMessages.list(family),
          part -> NeighbourMessages.read(part, names).ifPresent(neighbours::add));
    }
    return neighbours;
  }

  /** Where a tunnel sends frames. */
  public List<Forwarding> forwardings(String device) throws KernelException {
    int index = index(device);
    List<Forwarding> forwardings = new ArrayList<>();
    dump(
        "forwarding entries",
        NeighbourMessages.listForwardings(index),
        part -> NeighbourMessages.readForwarding(part, index, device).ifPresent(forwardings::add));
    return forwardings;
  }

  /** The policy rules that were made here. */
  public List<MarkRule> rules() throws KernelException {
    List<MarkRule> rules = new ArrayList<>();
    for (MarkRule.Family family : MarkRule.Family.values()) {
      dump(
          "rules",
          RuleMessages.list(family),
          part -> RuleMessages.read(part).ifPresent(rules::add));
    }
    return rules;
  }

  /** A setting as it is; empty when this kernel has none by that name. */
  public Optional<Setting> setting(String path) throws KernelException {
    return settings.read(path);
  }

  /** The packet rules of this namespace. */
  public Nft nft() throws KernelException {
    Nft mine = nft;
    if (mine == null) {
      mine = Nft.open();
      nft = mine;
    }
    return mine;
  }

  private List<LinkMessages.Found> found() throws KernelException {
    List<LinkMessages.Found> found = new ArrayList<>();
    dump("devices", LinkMessages.list(), part -> LinkMessages.read(part).ifPresent(found::add));
    return found;
  }

  private IntFunction<@Nullable String> names() throws KernelException {
    Map<Integer, String> names = new HashMap<>();
    found().forEach(each -> names.put(each.index(), each.link().name()));
    return names::get;
  }

  private void dump(String what, Message message, Consumer<NetlinkSocket.Part> parts)
      throws KernelException {
    socket.dump("cannot list " + what + in(), message, parts);
  }

  private Map<String, Integer> devices(Route route) throws KernelException {
    return switch (route.way()) {
      case Route.Direct(String device, _) -> Map.of(device, index(device));
      case Route.Via(_, String device, _) -> Map.of(device, index(device));
      case Route.Here(String device) -> Map.of(device, index(device));
      case Route.Unreachable _ -> Map.of();
    };
  }

  private int index(String device) throws KernelException {
    if (!indexes.containsKey(device)) {
      found().forEach(each -> indexes.put(each.link().name(), each.index()));
    }
    Integer index = indexes.get(device);
    if (index == null) {
      throw new KernelException("cannot use device " + device + in(), KernelException.ENODEV);
    }
    return index;
  }

  private String in() {
    return " in " + namespace;
  }

  @Override
  public void close() {
    socket.close();
    if (nft != null) {
      nft.close();
    }
  }
}
