package io.jswarm.raftstore.image;

import io.jswarm.api.model.Cidr;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PStack;

/**
 * What an image knows of addresses besides those that tasks and services have.
 *
 * @param freed the last first
 * @param lastVni the highest a network ever had
 * @param shared the object for a network that tasks have in their attachments, by network: a
 *     hundred thousand tasks share one; only looked into, and no part of what an image says
 */
record Addresses(
    Table<Block> blocks,
    PStack<FreedAddress> freed,
    int lastVni,
    HashPMap<String, SwarmNetwork> shared) {
  static final Addresses NONE =
      new Addresses(Tables.BLOCKS.empty(), ConsPStack.empty(), 0, HashTreePMap.empty());

  Addresses with(Block block) {
    return new Addresses(blocks.put(block), freed, lastVni, shared);
  }

  Addresses withoutBlock(String networkId, String prefix) {
    return new Addresses(blocks.remove(Block.id(networkId, prefix)), freed, lastVni, shared);
  }

  /** With what a network says of itself. */
  Addresses with(Network network) {
    int vni = network.vni();
    return vni <= lastVni ? this : new Addresses(blocks, freed, vni, shared);
  }

  Addresses withoutNetwork(String networkId) {
    Table<Block> rest = blocks;
    for (Block block : blocks.with(Tables.BLOCKS_BY_NETWORK, networkId)) {
      rest = rest.remove(block.id());
    }
    return new Addresses(rest, freed, lastVni, shared.minus(networkId));
  }

  /** After a task went: it frees its addresses now, unless it stopped before and had its rest. */
  Addresses afterTask(@Nullable Task gone, Instant now) {
    if (gone == null || gone.networksAttachments().isEmpty()) {
      return this;
    }
    Instant at = gone.isLive() ? now : gone.updatedAt();
    if (!at.plus(FreedAddress.REST).isAfter(now)) {
      return this;
    }
    PStack<FreedAddress> more = freed;
    for (NetworkAttachment attachment : gone.networksAttachments()) {
      SwarmNetwork network = attachment.network();
      // the ingress network is another name for that of all nodes
      String id = network.spec().ingress() ? NetworkFact.FABRIC : network.id();
      for (String address : attachment.addresses()) {
        more = more.plus(new FreedAddress(id, Cidr.address(address), at));
      }
    }
    return withFreed(more);
  }

  /** After a service has lost virtual addresses, or is gone. */
  Addresses afterService(@Nullable Service before, @Nullable Service after, Instant now) {
    if (before == null || before.endpoint().virtualIps().isEmpty()) {
      return this;
    }
    List<EndpointVirtualIp> kept = after == null ? List.of() : after.endpoint().virtualIps();
    PStack<FreedAddress> more = freed;
    for (EndpointVirtualIp vip : before.endpoint().virtualIps()) {
      if (!kept.contains(vip)) {
        more = more.plus(new FreedAddress(vip.networkId(), Cidr.address(vip.addr()), now));
      }
    }
    return withFreed(more);
  }

  Addresses expired(Instant before) {
    List<FreedAddress> young = freed.stream().filter(one -> !one.at().isBefore(before)).toList();
    return young.size() == freed.size() ? this : withFreed(ConsPStack.from(young));
  }

  private Addresses withFreed(PStack<FreedAddress> newFreed) {
    return new Addresses(blocks, newFreed, lastVni, shared);
  }

  /** Knows the objects of these attachments from now on. */
  Addresses sharing(List<NetworkAttachment> attachments) {
    HashPMap<String, SwarmNetwork> known = shared;
    boolean same = true;
    for (NetworkAttachment attachment : attachments) {
      SwarmNetwork network = attachment.network();
      if (!network.equals(known.get(network.id()))) {
        known = known.plus(network.id(), network);
        same = false;
      }
    }
    return same ? this : new Addresses(blocks, freed, lastVni, known);
  }

  /** The attachments, with the object for each network that others have, when it is equal. */
  List<NetworkAttachment> interned(List<NetworkAttachment> attachments) {
    List<NetworkAttachment> interned = new ArrayList<>(attachments.size());
    for (NetworkAttachment attachment : attachments) {
      SwarmNetwork known = shared.get(attachment.network().id());
      interned.add(
          known != null && known.equals(attachment.network())
              ? new NetworkAttachment(known, attachment.addresses())
              : attachment);
    }
    return List.copyOf(interned);
  }

  /** Same blocks, freed addresses and numbers; the rest follows from the tasks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Addresses that
        && blocks.equals(that.blocks)
        && freed.equals(that.freed)
        && lastVni == that.lastVni;
  }

  @Override
  public int hashCode() {
    return blocks.hashCode() + 31 * freed.hashCode() + lastVni;
  }
}
