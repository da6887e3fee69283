package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections to tasks that are gone: without it a caller waits for its time-out, and UDP goes
 * on to nobody for as long as somebody sends. For the data path's own thread.
 */
final class DeadEnds {
  private static final Logger LOG = LoggerFactory.getLogger(DeadEnds.class);

  private final Namespaces namespaces;

  /** Tasks that have ended and of which managers do not know yet: what led to them is cut. */
  private Set<String> ended = Set.of();

  /** The task that was said last to be there. */
  private final Map<Place, String> owners = new HashMap<>();

  /** An address; two networks may both have it. */
  private record Place(String networkId, String address) {}

  DeadEnds(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * Cuts what leads to tasks that are no more.
   *
   * @param change what led to the facts
   * @param withdrawn tasks whose processes have ended, whatever the facts say
   */
  void follow(Facts.Change change, Facts facts, Set<String> withdrawn) {
    for (NetworkFact fact : change.put()) {
      if (fact instanceof Backend task) {
        places(task).forEach(place -> owners.put(place, task.taskId()));
      }
    }
    List<Backend> dead = new ArrayList<>();
    for (String taskId : withdrawn) {
      if (!ended.contains(taskId)) {
        facts.backend(taskId).ifPresent(dead::add);
      }
    }
    for (NetworkFact fact : change.gone()) {
      if (fact instanceof Backend task && !ended.contains(task.taskId())) {
        dead.add(task);
      }
    }
    left(dead).forEach(this::cut);
    for (NetworkFact fact : change.gone()) {
      if (fact instanceof Backend task) {
        places(task).forEach(place -> owners.remove(place, task.taskId()));
      }
    }
    ended = Set.copyOf(withdrawn);
  }

  /** Their addresses by network, but for those where somebody else is by now. */
  private Map<String, Set<InetAddress>> left(List<Backend> dead) {
    Map<String, Set<InetAddress>> left = new TreeMap<>();
    for (Backend task : dead) {
      for (Place place : places(task)) {
        if (task.taskId().equals(owners.get(place))) {
          left.computeIfAbsent(place.networkId, _ -> new HashSet<>())
              .add(InetAddress.ofLiteral(place.address));
        }
      }
    }
    return left;
  }

  private void cut(String networkId, Set<InetAddress> addresses) {
    try {
      String sandbox = Names.sandbox(networkId);
      NetNamespace namespace =
          networkId.equals(NetworkFact.FABRIC)
              ? namespaces.host()
              : namespaces.sandboxes().contains(sandbox) ? namespaces.sandbox(sandbox) : null;
      if (namespace != null) {
        int cut = namespace.call(stack -> stack.conntrack().cut(addresses));
        LOG.debug("{} connections to {} addresses are cut", cut, addresses.size());
      }
    } catch (IOException e) {
      LOG.warn("connections to tasks that are gone are left: {}", e.getMessage());
    }
  }

  private static List<Place> places(Backend task) {
    List<Place> places = new ArrayList<>();
    for (Endpoint at : task.networks()) {
      at.addresses().forEach(address -> places.add(new Place(at.networkId(), address)));
    }
    return places;
  }
}
