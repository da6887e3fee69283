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
    for (String taskId : withdrawn) {
      if (!ended.contains(taskId)) {
        facts.backend(taskId).ifPresent(this::cut);
      }
    }
    for (NetworkFact fact : change.gone()) {
      if (fact instanceof Backend task) {
        if (!ended.contains(task.taskId())) {
          cut(task);
        }
        places(task).forEach(place -> owners.remove(place, task.taskId()));
      }
    }
    ended = Set.copyOf(withdrawn);
  }

  /** But for places where somebody else is by now. */
  private void cut(Backend task) {
    for (Place place : places(task)) {
      try {
        String sandbox = Names.sandbox(place.networkId);
        NetNamespace namespace =
            place.networkId.equals(NetworkFact.FABRIC)
                ? namespaces.host()
                : namespaces.sandboxes().contains(sandbox) ? namespaces.sandbox(sandbox) : null;
        if (namespace != null && task.taskId().equals(owners.get(place))) {
          InetAddress address = InetAddress.ofLiteral(place.address);
          int cut = namespace.call(stack -> stack.conntrack().cut(address));
          LOG.debug("{} connections to {} are cut", cut, place.address);
        }
      } catch (IOException e) {
        LOG.warn("connections to a task that is gone are left: {}", e.getMessage());
      }
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
