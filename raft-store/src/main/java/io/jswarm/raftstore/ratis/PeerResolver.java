package io.jswarm.raftstore.ratis;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.ratis.thirdparty.io.grpc.EquivalentAddressGroup;
import org.apache.ratis.thirdparty.io.grpc.NameResolver;
import org.apache.ratis.thirdparty.io.grpc.NameResolverProvider;
import org.apache.ratis.thirdparty.io.grpc.NameResolverRegistry;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusOr;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code peer:///<id>} to the address last learnt. Ratis keeps the first address of a peer
 * for ever; a name resolved at every connection lets it move. gRPC's registry is one per process,
 * and member ids are unique, so this is one per process too.
 */
final class PeerResolver extends NameResolver {
  private static final String SCHEME = "peer";
  private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();
  private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

  static {
    NameResolverRegistry.getDefaultRegistry().register(new Provider());
  }

  private final String peerId;
  private @Nullable Listener2 listener;

  private PeerResolver(String peerId) {
    this.peerId = peerId;
  }

  /** The name under which Ratis is to know a peer. */
  static String nameOf(String peerId) {
    return SCHEME + ":///" + peerId;
  }

  static void learn(String peerId, String hostAndPort) {
    ADDRESSES.put(peerId, hostAndPort);
  }

  /** Has somebody told, from now on, of each peer to which a connection has failed. */
  static void tellOfFailures(Consumer<String> listener) {
    LISTENERS.add(listener);
  }

  static void tellNoMore(Consumer<String> listener) {
    LISTENERS.remove(listener);
  }

  /** A connection to a peer has failed. */
  static void failed(String peerId) {
    LISTENERS.forEach(listener -> listener.accept(peerId));
  }

  static InetSocketAddress socketAddress(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String host = hostAndPort.substring(0, colon).replaceAll("^\\[|\\]$", "");
    return new InetSocketAddress(host, Integer.parseInt(hostAndPort.substring(colon + 1)));
  }

  @Override
  public String getServiceAuthority() {
    return peerId;
  }

  @Override
  public void start(Listener2 to) {
    listener = to;
    resolve(to);
  }

  /** Called by gRPC whenever a connection fails. */
  @Override
  public void refresh() {
    failed(peerId);
    if (listener != null) {
      resolve(listener);
    }
  }

  private void resolve(Listener2 to) {
    String address = ADDRESSES.get(peerId);
    if (address == null) {
      to.onError(Status.UNAVAILABLE.withDescription("no address is known for member " + peerId));
      return;
    }
    InetSocketAddress socket = socketAddress(address);
    to.onResult(
        ResolutionResult.newBuilder()
            .setAddressesOrError(StatusOr.fromValue(List.of(new EquivalentAddressGroup(socket))))
            .build());
  }

  @Override
  public void shutdown() {
    listener = null;
  }

  private static final class Provider extends NameResolverProvider {
    @Override
    protected boolean isAvailable() {
      return true;
    }

    /** Below DNS (5), which must stay the scheme of names that have none. */
    @Override
    protected int priority() {
      return 4;
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, Args args) {
      return SCHEME.equals(target.getScheme())
          ? new PeerResolver(target.getPath().substring(1))
          : null;
    }
  }
}
