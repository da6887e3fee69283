package io.jswarm.manager.orchestration;

import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.ipam.BlockEdit;
import io.jswarm.overlaynet.ipam.Lease;
import io.jswarm.overlaynet.ipam.NetworkLedger;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.FreedAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address of which network. Made from an image at the start of a term, and kept from
 * turn to turn by being told of every task, service and network that a turn changes. Addresses are
 * taken here first and written down by whoever asked; blocks are written down here.
 */
final class AddressBook {
  private final Map<String, KnownNetwork> networks = new TreeMap<>();

  /** What tasks have; looked into, never walked but for networks that change. */
  private final Map<String, List<NetworkAttachment>> ofTasks = new HashMap<>();

  private final Map<String, List<EndpointVirtualIp>> ofServices = new HashMap<>();

  AddressBook(ClusterImage image) {
    ClusterState cluster = image.cluster();
    if (cluster != null && cluster.fabricPool() != null) {
      networks.put(NetworkFact.FABRIC, KnownNetwork.fabric(cluster.fabricPool()));
    }
    for (Network network : image.networks().values()) {
      if (!network.ingress()) {
        networks.put(network.id(), KnownNetwork.overlay(network));
      }
    }
    for (Block block : image.blocks()) {
      KnownNetwork network = networks.get(block.networkId());
      if (network != null) {
        network.ledger().put(Prefix4.valueOf(block.prefix()), block.owner());
      }
    }
    rest(image, networks);
    image.tasks().values().forEach(task -> note(task.id(), task, image.at()));
    image.services().values().forEach(service -> note(service.id(), service, image.at()));
  }

  /** Addresses that became free lately, the first first: those that are taken again come after. */
  private void rest(ClusterImage image, Map<String, KnownNetwork> ofThese) {
    List<FreedAddress> freed = new ArrayList<>(image.freed());
    for (Task task : image.tasks().values()) {
      boolean lately = task.updatedAt().plus(FreedAddress.REST).isAfter(image.at());
      if (!task.isLive() && lately) {
        each(
            task.networksAttachments(),
            (network, address) ->
                freed.add(
                    new FreedAddress(network.id(), Prefix4.format(address), task.updatedAt())));
      }
    }
    freed.sort(Comparator.comparing(FreedAddress::at));
    for (FreedAddress one : freed) {
      KnownNetwork network = ofThese.get(one.networkId());
      Optional<Long> address = Prefix4.address(one.address());
      if (network != null && address.isPresent()) {
        network.ledger().free(address.get(), one.at());
      }
    }
  }

  /** Takes in what has changed since the last time. */
  void sync(Turn turn) {
    for (String networkId : turn.takeNetworksToAddress()) {
      note(turn, networkId);
    }
    for (String taskId : turn.takeTasksToAddress()) {
      note(taskId, turn.image().task(taskId), turn.at());
    }
  }

  /** The fabric has a pool now, which it had not when this was made. */
  void knowFabric(String pool) {
    networks.putIfAbsent(NetworkFact.FABRIC, KnownNetwork.fabric(pool));
  }

  @Nullable KnownNetwork network(String id) {
    return networks.get(id);
  }

  private void note(Turn turn, String networkId) {
    Network network = turn.image().network(networkId);
    if (network == null || network.ingress()) {
      networks.remove(networkId);
      return;
    }
    KnownNetwork known = KnownNetwork.overlay(network);
    boolean isNew = networks.put(networkId, known) == null;
    if (!isNew) {
      refill(turn, known);
    }
  }

  /** A network has become larger: its ledger is made anew. */
  private void refill(Turn turn, KnownNetwork known) {
    NetworkLedger ledger = known.ledger();
    for (Block block : turn.image().blocksOfNetwork(known.id())) {
      ledger.put(Prefix4.valueOf(block.prefix()), block.owner());
    }
    rest(turn.image(), Map.of(known.id(), known));
    ofTasks.values().forEach(attachments -> each(attachments, hold(known)));
    ofServices.values().forEach(vips -> eachVip(vips, hold(known)));
  }

  private static BiConsumer<KnownNetwork, Long> hold(KnownNetwork only) {
    return (network, address) -> {
      if (network.id().equals(only.id())) {
        network.ledger().hold(address);
      }
    };
  }

  private void note(String taskId, @Nullable Task task, Instant at) {
    List<NetworkAttachment> has =
        task == null || !task.isLive() ? List.of() : task.networksAttachments();
    if (has.isEmpty()) {
      List<NetworkAttachment> had = ofTasks.remove(taskId);
      each(had == null ? List.of() : had, (network, address) -> network.ledger().free(address, at));
    } else if (ofTasks.putIfAbsent(taskId, has) == null) {
      each(has, (network, address) -> network.ledger().hold(address));
    }
  }

  /** A service has these virtual addresses now, or none. */
  void note(String serviceId, @Nullable Service service, Instant at) {
    List<EndpointVirtualIp> has = service == null ? List.of() : service.endpoint().virtualIps();
    List<EndpointVirtualIp> had = ofServices.getOrDefault(serviceId, List.of());
    if (has.equals(had)) {
      return;
    }
    eachVip(
        had.stream().filter(vip -> !has.contains(vip)).toList(),
        (network, address) -> network.ledger().free(address, at));
    eachVip(has, (network, address) -> network.ledger().hold(address));
    if (has.isEmpty()) {
      ofServices.remove(serviceId);
    } else {
      ofServices.put(serviceId, has);
    }
  }

  private void each(List<NetworkAttachment> attachments, BiConsumer<KnownNetwork, Long> use) {
    for (NetworkAttachment attachment : attachments) {
      boolean ingress = attachment.network().spec().ingress();
      KnownNetwork network = networks.get(ingress ? NetworkFact.FABRIC : attachment.network().id());
      attachment.addresses().forEach(address -> use(network, address, use));
    }
  }

  private void eachVip(List<EndpointVirtualIp> vips, BiConsumer<KnownNetwork, Long> use) {
    vips.forEach(vip -> use(networks.get(vip.networkId()), vip.addr(), use));
  }

  private static void use(
      @Nullable KnownNetwork network, String text, BiConsumer<KnownNetwork, Long> use) {
    if (network != null) {
      Prefix4.addressOf(text).ifPresent(address -> use.accept(network, address));
    }
  }

  /** Takes an address for something at an owner, and writes down what that does to blocks. */
  Optional<Long> take(Turn turn, KnownNetwork network, String owner) {
    return switch (network.ledger().take(owner, turn.at())) {
      case Lease.Exhausted _ -> Optional.empty();
      case Lease.Granted(long address, List<BlockEdit> edits) -> {
        write(turn, network, edits);
        yield Optional.of(address);
      }
    };
  }

  /** Writes down what became of blocks. */
  static void write(Turn turn, KnownNetwork network, List<BlockEdit> edits) {
    for (BlockEdit edit : edits) {
      turn.add(
          switch (edit) {
            case BlockEdit.Add(Prefix4 prefix, String owner) ->
                new Change.PutBlock(new Block(network.id(), prefix.toString(), owner));
            case BlockEdit.Remove(Prefix4 prefix) ->
                new Change.RemoveBlock(network.id(), prefix.toString());
          });
    }
  }

  /** Takes back blocks that nobody has needed for a while. */
  void release(Turn turn) {
    for (KnownNetwork network : networks.values()) {
      boolean fabric = network.id().equals(NetworkFact.FABRIC);
      write(
          turn,
          network,
          network.ledger().release(turn.at(), owner -> fabric && turn.image().node(owner) != null));
    }
  }

  /** When there may be a block to take back. */
  Optional<Instant> nextRelease() {
    return networks.values().stream()
        .flatMap(network -> network.ledger().nextRelease().stream())
        .min(Instant::compareTo);
  }
}
