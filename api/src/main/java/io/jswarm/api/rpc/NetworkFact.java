package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.PortConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a node must know to carry packets: every fact follows from what managers agree on, and
 * a node is told those of the networks it has tasks on, and all of the fabric's. A fact with the
 * key of an earlier one replaces it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NetworkFact.Peer.class, name = "Peer"),
  @JsonSubTypes.Type(value = NetworkFact.Segment.class, name = "Segment"),
  @JsonSubTypes.Type(value = NetworkFact.Block.class, name = "Block"),
  @JsonSubTypes.Type(value = NetworkFact.Front.class, name = "Front"),
  @JsonSubTypes.Type(value = NetworkFact.Backend.class, name = "Backend"),
})
public sealed interface NetworkFact {
  /**
   * The network that joins all nodes and carries what is published and what leaves the cluster. It
   * is no object of the API; its id is never that of one.
   */
  String FABRIC = "fabric";

  /** What the fact is about: the same for every version of it, and for no other. */
  @JsonIgnore
  String key();

  /**
   * A node of the cluster, this one too.
   *
   * @param addr its address on the underlay, v4 or v6, without a port
   * @param wireguardKey its public key, base64; empty while it has none
   */
  record Peer(String nodeId, String hostname, String addr, String wireguardKey)
      implements NetworkFact {
    @Override
    public String key() {
      return "peer/" + nodeId;
    }
  }

  /**
   * A network.
   *
   * @param vni VXLAN network identifier, 24 bits
   * @param subnets in CIDR notation, v4 and v6
   * @param vips the parts of the subnets that virtual addresses are taken from, in CIDR notation
   * @param mtu bytes a container may send at once; 0 follows from the underlay
   * @param port UDP port the VXLAN packets go to, the same on all nodes of the cluster
   */
  record Segment(
      String networkId,
      String name,
      int vni,
      List<String> subnets,
      List<String> vips,
      boolean internal,
      boolean encrypted,
      int mtu,
      int port)
      implements NetworkFact {
    @Override
    public String key() {
      return "segment/" + networkId;
    }
  }

  /**
   * Addresses of a network that are at one node.
   *
   * @param prefix in CIDR notation; its first address is the node's own on that network when the
   *     prefix is longer than one address
   */
  record Block(String networkId, String prefix, String nodeId) implements NetworkFact {
    @Override
    public String key() {
      return "block/" + networkId + "/" + prefix;
    }
  }

  /**
   * How a service is called on the networks of this node.
   *
   * @param ports what it publishes on every node: mode {@code ingress} only, all of them allocated
   */
  record Front(String serviceId, String name, List<Name> networks, List<PortConfig> ports)
      implements NetworkFact {
    @Override
    public String key() {
      return "front/" + serviceId;
    }
  }

  /**
   * A service on one network.
   *
   * @param vip its virtual address without a prefix length, v4 first; empty when names lead to the
   *     tasks themselves
   */
  record Name(String networkId, List<String> vip, List<String> aliases) {}

  /**
   * A task that can be called: it runs and is healthy. Once it is asked to stop it stays one,
   * {@code draining}, until it has stopped: when the fact is removed the task is gone, and
   * connections to it are cut.
   *
   * @param name of its container
   * @param draining nothing new may be sent to it; what is established goes on
   */
  record Backend(
      String taskId,
      @Nullable String serviceId,
      String nodeId,
      int slot,
      String name,
      boolean draining,
      List<Endpoint> networks)
      implements NetworkFact {
    @Override
    public String key() {
      return "backend/" + taskId;
    }
  }

  /** A task's addresses on one network, without prefix lengths, v4 first. */
  record Endpoint(String networkId, List<String> addresses, List<String> aliases) {}
}
