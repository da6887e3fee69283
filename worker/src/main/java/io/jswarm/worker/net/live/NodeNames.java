package io.jswarm.worker.net.live;

import io.jswarm.api.model.DnsConfig;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.dns.Asker;
import io.jswarm.overlaynet.dns.Names;
import io.jswarm.overlaynet.dns.Resolver;
import io.jswarm.overlaynet.dns.Sockets;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the node's name server in step with facts and tasks. For the data path's own thread; the
 * name server answers on its own.
 */
final class NodeNames implements AutoCloseable {
  private static final Path HOSTS_OWN = Path.of("/etc/resolv.conf");

  /** What the node's own namespace is called among those that are listened in. */
  private static final String HOST = "host";

  private final Names names = new Names();
  private final Resolver resolver = new Resolver(names, HOSTS_OWN);

  /** By container. */
  private Map<String, LocalTask> served = Map.of();

  /** Those that somebody asks from. */
  private Set<String> namespaces = Set.of();

  /** Answers by what has changed too from now on. */
  void learn(Facts.Change change) {
    change.put().forEach(names::put);
    change.gone().forEach(fact -> names.remove(fact.key()));
  }

  /** Answers exactly these tasks. */
  void serve(Collection<LocalTask> tasks) {
    Map<String, LocalTask> wanted = new HashMap<>();
    tasks.forEach(task -> wanted.put(task.containerId(), task));
    if (wanted.equals(served)) {
      return;
    }
    served.keySet().stream().filter(id -> !wanted.containsKey(id)).forEach(names::leave);
    Map<String, Map<InetAddress, Asker>> askers = new HashMap<>();
    for (LocalTask task : tasks) {
      Asker asker = asker(task);
      for (LocalTask.Place place : task.networks()) {
        Map<InetAddress, Asker> there =
            askers.computeIfAbsent(namespace(place.networkId()), _ -> new HashMap<>());
        place.addresses().forEach(each -> there.put(InetAddress.ofLiteral(each), asker));
      }
      if (!task.equals(served.get(task.containerId()))) {
        names.join(task.containerId(), task.names(), task.endpoints());
      }
    }
    askers.forEach(resolver::admit);
    namespaces.stream()
        .filter(each -> !askers.containsKey(each))
        .forEach(each -> resolver.admit(each, Map.of()));
    namespaces = Set.copyOf(askers.keySet());
    served = wanted;
  }

  private static Asker asker(LocalTask task) {
    DnsConfig dns = task.dns();
    List<InetAddress> servers =
        dns == null ? List.of() : dns.nameservers().stream().map(InetAddress::ofLiteral).toList();
    List<String> networks = task.endpoints().stream().map(NetworkFact.Endpoint::networkId).toList();
    return new Asker(networks, servers);
  }

  private static String namespace(String networkId) {
    return networkId.equals(NetworkFact.FABRIC)
        ? HOST
        : io.jswarm.overlaynet.plan.Names.sandbox(networkId);
  }

  /** Listens in the namespace of a network, which holds the name server's address by now. */
  void listen(String networkId, NetNamespace namespace) throws IOException {
    resolver.listen(
        namespace(networkId), address -> namespace.call(stack -> Sockets.open(address)));
  }

  /** The sandbox is gone. */
  void leave(String sandbox) {
    resolver.leave(sandbox);
  }

  @Override
  public void close() {
    resolver.close();
  }
}
