package io.jswarm.overlaynet.dns;

import io.jswarm.overlaynet.dns.Forwarder.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The node's name server. It listens in every network namespace that containers ask from; where a
 * question comes from says who asks. Its own names are answered at once, on the thread that
 * received the question; whoever asks for others waits on a virtual thread of its own, within
 * limits.
 */
public final class Resolver implements AutoCloseable {
  /** Where containers find it, in every namespace. */
  public static final String ADDRESS = "169.254.1.1";

  private static final int PORT = 53;
  private static final int FORWARDED_EACH = 64;
  private static final int FORWARDED_ALL = 1024;

  private final Names names;
  private final HostServers host;
  private final Forwarder forwarder = new Forwarder();
  private final Quota forwarded = new Quota(FORWARDED_EACH, FORWARDED_ALL);
  private final AtomicLong turn = new AtomicLong();

  /** By namespace, then by the address a container asks from. */
  private final ConcurrentMap<String, Map<InetAddress, Asker>> askers = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, Listener> listeners = new ConcurrentHashMap<>();

  /**
   * Starts without listening anywhere.
   *
   * @param resolvConf where the host's own name servers are written
   */
  public Resolver(Names names, Path resolvConf) {
    this.names = names;
    this.host = new HostServers(resolvConf);
  }

  /** Opens sockets, in a namespace. */
  @FunctionalInterface
  public interface Opening {
    Sockets open(InetSocketAddress at) throws IOException;
  }

  /**
   * Listens in a namespace, which has {@link #ADDRESS}; listening there already is fine.
   *
   * @param opening opens the sockets on the namespace's own thread
   */
  public void listen(String namespace, Opening opening) throws IOException {
    if (!listeners.containsKey(namespace)) {
      Sockets sockets = opening.open(new InetSocketAddress(ADDRESS, PORT));
      listeners.put(namespace, new Listener(namespace, sockets, this));
    }
  }

  /** Stops listening in a namespace and forgets who asks from there. */
  public void leave(String namespace) {
    Listener listener = listeners.remove(namespace);
    if (listener != null) {
      listener.close();
    }
    askers.remove(namespace);
  }

  /** Who asks from a namespace, by address; nobody else does. */
  public void admit(String namespace, Map<InetAddress, Asker> containers) {
    askers.put(namespace, Map.copyOf(containers));
  }

  /**
   * Answers a message, now or later; one that is no question, or comes from no container, is passed
   * over.
   *
   * @param reply called once at most, from any thread
   */
  void serve(
      String namespace,
      InetAddress source,
      byte[] message,
      Transport transport,
      Consumer<byte[]> reply) {
    Optional<Query> read = Query.read(message);
    Asker asker = askers.getOrDefault(namespace, Map.of()).get(source);
    if (read.isEmpty() || asker == null) {
      return;
    }
    Query query = read.get();
    int max = transport == Transport.UDP ? query.datagramBytesMax() : Reply.TCP_BYTES_MAX;
    Answer answer = Answers.of(query, asker, names, turn.getAndIncrement());
    if (!(answer instanceof Answer.Elsewhere)) {
      reply.accept(Reply.to(query, answer, max));
      return;
    }
    if (!forwarded.take(source)) {
      reply.accept(Reply.to(query, new Answer.Failure(), max));
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        reply.accept(
            elsewhere(query, asker, transport)
                .orElseGet(() -> Reply.to(query, unanswered(query, asker), max)));
      } finally {
        forwarded.give(source);
      }
    });
  }

  private Optional<byte[]> elsewhere(Query query, Asker asker, Transport transport) {
    List<InetSocketAddress> servers =
        servers(asker).stream().map(server -> new InetSocketAddress(server, PORT)).toList();
    return forwarder.ask(query.message(), servers, transport);
  }

  /** A host without name servers knows no more than we do of a name without a dot. */
  private Answer unanswered(Query query, Asker asker) {
    return servers(asker).isEmpty() && query.name().indexOf('.') < 0
        ? new Answer.NoName()
        : new Answer.Failure();
  }

  private List<InetAddress> servers(Asker asker) {
    return asker.servers().isEmpty() ? host.servers() : asker.servers();
  }

  @Override
  public void close() {
    List.copyOf(listeners.keySet()).forEach(this::leave);
  }
}
