package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections to tasks that are gone: without it a caller waits for its time-out, and UDP goes
 * on to nobody for as long as somebody sends. For the data path's own thread.
 */
final class DeadEnds {
  private static final Logger LOG = LoggerFactory.getLogger(DeadEnds.class);

  private final Namespaces namespaces;
  private Map<String, Backend> known = Map.of();

  /** An address; two networks may both have it. */
  private record Place(String networkId, InetAddress address) {}

  DeadEnds(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * Cuts what leads to tasks that were there the last time and are no more.
   *
   * @param withdrawn tasks whose processes have ended, whatever the facts say
   */
  void follow(Facts facts, Set<String> withdrawn) {
    Map<String, Backend> now = new HashMap<>();
    for (NetworkFact fact : facts.all()) {
      if (fact instanceof Backend backend && !withdrawn.contains(backend.taskId())) {
        now.put(backend.taskId(), backend);
      }
    }
    Set<Place> used = new HashSet<>();
    now.values().forEach(each -> each.networks().forEach(at -> used.addAll(places(at))));
    for (Backend each : known.values()) {
      if (!now.containsKey(each.taskId())) {
        each.networks().forEach(at -> cut(at, used));
      }
    }
    known = now;
  }

  private void cut(Endpoint at, Set<Place> used) {
    for (Place place : places(at)) {
      InetAddress address = place.address;
      try {
        String sandbox = Names.sandbox(at.networkId());
        NetNamespace namespace =
            at.networkId().equals(NetworkFact.FABRIC)
                ? namespaces.host()
                : namespaces.sandboxes().contains(sandbox) ? namespaces.sandbox(sandbox) : null;
        if (namespace != null && !used.contains(place)) {
          int cut = namespace.call(stack -> stack.conntrack().cut(address));
          LOG.debug("{} connections to {} are cut", cut, address.getHostAddress());
        }
      } catch (IOException e) {
        LOG.warn("connections to a task that is gone are left: {}", e.getMessage());
      }
    }
  }

  private static List<Place> places(Endpoint at) {
    return at.addresses().stream()
        .map(each -> new Place(at.networkId(), InetAddress.ofLiteral(each)))
        .toList();
  }
}
