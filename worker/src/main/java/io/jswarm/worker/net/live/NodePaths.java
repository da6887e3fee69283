package io.jswarm.worker.net.live;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.kernel.EchoSocket;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.plan.Vtep;
import io.jswarm.overlaynet.probe.Prober;
import io.jswarm.overlaynet.probe.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the ways to all other nodes tried: those of the fabric, which packets of every network take
 * that is not encrypted. For the data path's own thread; the prober works on its own.
 */
final class NodePaths implements AutoCloseable {
  private final String nodeId;
  private final NetNamespace host;
  private final Consumer<DataPathStatus> changed;

  /** What the ways that are tried follow from. */
  private List<NetworkFact> ground = List.of();

  private @Nullable Underlay below;
  private @Nullable Prober prober;

  /**
   * @param changed told what is wrong, once the ways are tried and whenever that changes
   */
  NodePaths(String nodeId, NetNamespace host, Consumer<DataPathStatus> changed) {
    this.nodeId = nodeId;
    this.host = host;
    this.changed = changed;
  }

  /** The ways that there are now. */
  void follow(Facts facts, Underlay underlay) throws IOException {
    Prober known = prober;
    if (known == null) {
      EchoSocket socket = host.call(stack -> EchoSocket.open());
      known = new Prober(nodeId, socket, InstantSource.system(), new SecureRandom(), changed);
      known.start();
      prober = known;
    }
    List<NetworkFact> next = facts.ground();
    if (!next.equals(ground) || !underlay.equals(below)) {
      known.watch(targets(facts, nodeId, underlay));
      ground = next;
      below = underlay;
    }
  }

  /** Every other node that is on the fabric, if this one is. */
  static List<Target> targets(Facts facts, String nodeId, Underlay underlay) {
    Optional<Segment> fabric = facts.segment(NetworkFact.FABRIC);
    SortedMap<String, InetAddress> addresses = Vtep.onFabric(facts);
    List<Target> targets = new ArrayList<>();
    if (fabric.isPresent() && addresses.containsKey(nodeId)) {
      int mtu = underlay.mtu(fabric.get());
      for (Map.Entry<String, InetAddress> each : addresses.entrySet()) {
        Optional<Peer> peer = facts.peer(each.getKey());
        if (peer.isPresent() && !each.getKey().equals(nodeId)) {
          InetAddress below = InetAddress.ofLiteral(peer.get().addr());
          targets.add(new Target("", each.getKey(), each.getValue(), below, mtu));
        }
      }
    }
    return targets;
  }

  @Override
  public void close() {
    if (prober != null) {
      prober.close();
      prober = null;
      ground = List.of();
    }
  }
}
