package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.ipam.AddressPlan;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.FreedAddress;
import io.jswarm.raftstore.image.Round;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one round may do to addresses and ports: none has two live owners; each is in a block of its
 * node, or of virtual addresses; none is given again within a minute while another one is left; a
 * task that has a node has an address on each of its networks; blocks never overlap.
 */
final class AddressRules {
  private record Key(String networkId, long address) {}

  private record Owned(List<Key> keys, String blockOwner) {}

  private final Map<Key, String> live = new HashMap<>();
  private final Map<String, Owned> byOwner = new TreeMap<>();

  /** When addresses became free. */
  private final Map<Key, Instant> freedAt = new HashMap<>();

  /**
   * When a stopped task that had them was written last: a leader that begins anew takes that for
   * the time they became free.
   */
  private final Map<Key, Instant> seemsFreedAt = new HashMap<>();

  void check(ClusterImage before, Round round, ClusterImage after) {
    Set<String> tasks = new TreeSet<>();
    Set<String> services = new TreeSet<>();
    Set<String> networks = new TreeSet<>();
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutTask(Task task) -> tasks.add(task.id());
        case Change.AssignTask assign -> tasks.add(assign.taskId());
        case Change.SetTaskStatus(String id, var _) -> tasks.add(id);
        case Change.SetTaskDesired(String id, var _) -> tasks.add(id);
        case Change.RemoveTask(String id) -> tasks.add(id);
        case Change.PutService(Service service) -> services.add(service.id());
        case Change.RemoveService(String id) -> services.add(id);
        case Change.RemoveNetwork(String id) -> networks.add(id);
        case Change.PutBlock(Block block) -> networks.add(block.networkId());
        case Change.RemoveBlock(String networkId, var _) -> networks.add(networkId);
        default -> {}
      }
    }
    networks.forEach(id -> forgetUnlessThere(after, id));
    Map<String, Owned> claims = new TreeMap<>();
    tasks.forEach(id -> look(id, ofTask(after.task(id), after), after.at(), claims));
    services.forEach(id -> look(id, ofService(after.service(id), after), after.at(), claims));
    Set<String> early = new TreeSet<>();
    claims.forEach((owner, owned) -> claim(owner, owned, after, networks, early));
    early.forEach(id -> noOtherIsLeft(id, after));
    networks.forEach(id -> blocks(id, after));
    tasks.forEach(id -> attached(before.task(id), after.task(id), after));
    if (!services.isEmpty()) {
      ports(after);
    }
  }

  private void forgetUnlessThere(ClusterImage after, String networkId) {
    if (!networkId.equals(NetworkFact.FABRIC) && after.network(networkId) == null) {
      live.keySet().removeIf(key -> key.networkId().equals(networkId));
      freedAt.keySet().removeIf(key -> key.networkId().equals(networkId));
      seemsFreedAt.keySet().removeIf(key -> key.networkId().equals(networkId));
    }
  }

  private static Owned ofTask(@Nullable Task task, ClusterImage image) {
    List<Key> keys = new ArrayList<>();
    if (task != null && task.isLive()) {
      task.networksAttachments().forEach(one -> key(one, image, keys));
    }
    return new Owned(keys, task == null ? "" : task.nodeId());
  }

  private static void key(NetworkAttachment attachment, ClusterImage image, List<Key> keys) {
    String id =
        attachment.network().spec().ingress() ? NetworkFact.FABRIC : attachment.network().id();
    if (id.equals(NetworkFact.FABRIC) || image.network(id) != null) {
      attachment
          .addresses()
          .forEach(text -> Prefix4.addressOf(text).ifPresent(one -> keys.add(new Key(id, one))));
    }
  }

  private static Owned ofService(@Nullable Service service, ClusterImage image) {
    List<Key> keys = new ArrayList<>();
    for (EndpointVirtualIp vip :
        service == null ? List.<EndpointVirtualIp>of() : service.endpoint().virtualIps()) {
      if (image.network(vip.networkId()) != null) {
        Prefix4.addressOf(vip.addr()).ifPresent(one -> keys.add(new Key(vip.networkId(), one)));
      }
    }
    return new Owned(keys, Block.VIPS);
  }

  /** What an owner has no more is free before anybody gets anything. */
  private void look(String owner, Owned has, Instant at, Map<String, Owned> claims) {
    Owned had = byOwner.getOrDefault(owner, new Owned(List.of(), ""));
    for (Key key : had.keys()) {
      if (!has.keys().contains(key)) {
        if (owner.equals(live.get(key))) {
          live.remove(key);
          freedAt.put(key, at);
        }
        seemsFreedAt.put(key, at);
      }
    }
    if (!has.keys().isEmpty()) {
      claims.put(owner, has);
    }
  }

  private void claim(
      String owner, Owned has, ClusterImage after, Set<String> networks, Set<String> early) {
    byOwner.put(owner, has);
    for (Key key : has.keys()) {
      String other = live.put(key, owner);
      require(
          other == null || other.equals(owner),
          () ->
              "%s of %s has two owners: %s and %s"
                  .formatted(Prefix4.format(key.address()), key.networkId(), other, owner));
      if (other == null) {
        networks.add(key.networkId());
        Instant freed = freedAt.remove(key);
        if (freed != null && rests(freed, after)) {
          early.add(key.networkId());
        }
      }
    }
  }

  private static boolean rests(@Nullable Instant freed, ClusterImage image) {
    return freed != null && freed.plus(FreedAddress.REST).isAfter(image.at());
  }

  /** An address was given again early: then every other one that is free must rest too. */
  private void noOtherIsLeft(String networkId, ClusterImage after) {
    Network network = after.network(networkId);
    if (network == null) {
      throw new AssertionError("an address of the network of all nodes is given again early");
    }
    AddressPlan plan = AddressPlan.of(network);
    for (AddressPlan.Subnet subnet : plan.subnets()) {
      for (long one = subnet.range().base(); one <= subnet.range().last(); one++) {
        Key key = new Key(networkId, one);
        boolean free = !live.containsKey(key) && !plan.reserved().contains(one);
        String text = Prefix4.format(one);
        require(
            !free || rests(seemsFreedAt.get(key), after),
            () ->
                "an address of %s is given again early, and %s is left".formatted(networkId, text));
      }
    }
  }

  private void blocks(String networkId, ClusterImage after) {
    TreeMap<Prefix4, String> blocks = new TreeMap<>();
    Prefix4 last = null;
    for (Block block : after.blocksOfNetwork(networkId)) {
      blocks.put(Prefix4.valueOf(block.prefix()), block.owner());
    }
    for (Prefix4 prefix : blocks.keySet()) {
      Prefix4 one = last;
      require(
          one == null || !one.overlaps(prefix),
          () -> "blocks %s and %s of %s overlap".formatted(one, prefix, networkId));
      last = prefix;
    }
    live.forEach((key, owner) -> {
      if (key.networkId().equals(networkId)) {
        Map.Entry<Prefix4, String> block = blocks.floorEntry(Prefix4.of(key.address()));
        Owned owned = byOwner.get(owner);
        require(
            block != null
                && owned != null
                && block.getKey().contains(key.address())
                && block.getValue().equals(owned.blockOwner()),
            () ->
                "%s of %s is in no block of its owner's"
                    .formatted(Prefix4.format(key.address()), networkId));
        boolean nodes = block != null && !block.getValue().isEmpty() && block.getKey().size() > 1;
        require(
            !nodes || block.getKey().base() != key.address(),
            () -> "the address of a node itself is given to " + owner);
      }
    });
  }

  /** A task that is given a node is on all of its networks. */
  private static void attached(@Nullable Task was, @Nullable Task now, ClusterImage after) {
    if (now == null || now.isUnassigned() || (was != null && !was.isUnassigned())) {
      return;
    }
    List<String> wanted = new ArrayList<>();
    boolean inside = !now.spec().networks().isEmpty();
    for (NetworkAttachmentConfig one : now.spec().networks()) {
      if (PredefinedNetwork.of(one.target()).isEmpty()) {
        wanted.add(one.target());
        Network network = after.network(one.target());
        inside &= network != null && network.internal();
      }
    }
    List<String> has = now.networksAttachments().stream().map(one -> one.network().id()).toList();
    require(
        has.size() >= wanted.size() && has.subList(0, wanted.size()).equals(wanted),
        () -> "%s is on %s and not on %s".formatted(now.id(), has, wanted));
    require(
        inside || has.size() == wanted.size() + 1,
        () -> "%s cannot be reached from outside".formatted(now.id()));
  }

  /** No two services answer on one port. */
  private static void ports(ClusterImage after) {
    Set<String> taken = new HashSet<>();
    for (Service service : after.services().values()) {
      for (PortConfig port : service.endpoint().ports()) {
        if (port.publishModeOrDefault().equals("ingress")) {
          require(port.publishedPort() != 0, () -> "a port of " + service.id() + " has no number");
          require(
              taken.add(port.protocolOrDefault() + port.publishedPort()),
              () -> "port %d has two owners".formatted(port.publishedPort()));
        }
      }
    }
  }
}
