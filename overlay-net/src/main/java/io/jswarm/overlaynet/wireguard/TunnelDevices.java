package io.jswarm.overlaynet.wireguard;

import io.jswarm.overlaynet.kernel.KernelException;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.NetStack;
import io.jswarm.overlaynet.state.Link;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WireGuard devices of this node: the kernel's own where it has them, else {@code wireguard-go}
 * (one process for each, which outlives the daemon). Keys and peers are set by {@code wg}(8), which
 * speaks to both; what is right already is left alone. Addresses and routes are not set here. For
 * one thread.
 */
public final class TunnelDevices {
  private static final Logger LOG = LoggerFactory.getLogger(TunnelDevices.class);

  /** Peers that are set by one command, whose length the kernel bounds. */
  private static final int CHANGES_AT_ONCE = 100;

  /** Where wireguard-go listens. */
  private static final Path SOCKETS = Path.of("/var/run/wireguard");

  /** How long its end is waited for: it takes milliseconds. */
  private static final Duration END_MAX = Duration.ofMillis(500);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private static final String NEEDED =
      "encrypted networks need the package wireguard-tools, and wireguard-go where the kernel has"
          + " no WireGuard";

  private final NetNamespace host;
  private final TunnelCommand command;

  /**
   * @param host where the devices are
   * @param directory of this daemon, for what commands print
   */
  public TunnelDevices(NetNamespace host, Path directory) {
    this.host = host;
    this.command = new TunnelCommand(directory.resolve("wireguard.printed"));
  }

  /**
   * Makes devices that are missing, gives each its key and its peers, and switches it on.
   *
   * @param mtu the longest packet they take, in bytes
   * @return whether a device was made: addresses and routes went with the one before
   * @throws TunnelException when this machine cannot; the message is for the operator
   */
  public boolean apply(List<Tunnel> tunnels, int mtu) throws IOException {
    return host.call(stack -> {
      boolean made = false;
      for (Tunnel tunnel : tunnels) {
        made |= apply(stack, tunnel, mtu);
      }
      return made;
    });
  }

  /** Whether all of these devices are there, which says nothing of their keys. */
  public boolean areThere(List<Tunnel> tunnels) throws IOException {
    return host.call(stack -> {
      List<String> names = stack.links().stream().map(Link::name).toList();
      return tunnels.stream().allMatch(each -> names.contains(each.device()));
    });
  }

  /** Removes a device, there or not, and the process behind it. */
  public void remove(String device) throws IOException {
    host.run(stack -> remove(stack, device));
  }

  /** The next process would find the socket of the last one in use. */
  private static void remove(NetStack stack, String device) throws IOException {
    stack.removeDevice(device);
    Path socket = SOCKETS.resolve(device + ".sock");
    long giveUp = System.nanoTime() + END_MAX.toNanos();
    while (Files.exists(socket) && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private boolean apply(NetStack stack, Tunnel tunnel, int mtu) throws IOException {
    boolean made = find(stack, tunnel).isEmpty();
    if (made) {
      make(stack, tunnel);
      configure(tunnel);
    } else {
      try {
        configure(tunnel);
      } catch (TunnelException e) {
        LOG.warn("tunnel {} is made anew: {}", tunnel.device(), e.getMessage());
        remove(stack, tunnel.device());
        make(stack, tunnel);
        configure(tunnel);
        made = true;
      }
    }
    if (find(stack, tunnel).filter(link -> link.up() && link.mtu() == mtu).isEmpty()) {
      stack.switchOn(tunnel.device(), mtu);
    }
    return made;
  }

  private static Optional<Link> find(NetStack stack, Tunnel tunnel) throws KernelException {
    return stack.links().stream().filter(link -> link.name().equals(tunnel.device())).findFirst();
  }

  private void make(NetStack stack, Tunnel tunnel) throws TunnelException {
    try (DatagramSocket free = new DatagramSocket(tunnel.port())) {
      LOG.debug("UDP port {} is free", free.getLocalPort());
    } catch (SocketException e) {
      throw new TunnelException(
          "UDP port %d, which encrypted networks need, is taken on this node"
              .formatted(tunnel.port()),
          e);
    }
    try {
      stack.make(tunnel.device(), "wireguard");
      LOG.info("tunnel {} is the kernel's", tunnel.device());
    } catch (KernelException inKernel) {
      LOG.info("the kernel makes no tunnel ({}), wireguard-go does", inKernel.getMessage());
      try {
        command.run("", List.of("wireguard-go", tunnel.device()));
      } catch (TunnelException e) {
        throw new TunnelException(e.getMessage() + "; " + NEEDED, e);
      }
    }
  }

  private void configure(Tunnel tunnel) throws TunnelException {
    String device = tunnel.device();
    ShownTunnel shown = ShownTunnel.parse(command.run("", List.of("wg", "show", device, "dump")));
    if (!tunnel.isBegun(shown)) {
      String port = Integer.toString(tunnel.port());
      command.run(
          tunnel.key().privateKey() + "\n",
          List.of("wg", "set", device, "listen-port", port, "private-key", "/dev/stdin"));
    }
    List<List<String>> changes = tunnel.changes(shown);
    for (int from = 0; from < changes.size(); from += CHANGES_AT_ONCE) {
      List<String> words = new ArrayList<>(List.of("wg", "set", device));
      int to = Math.min(changes.size(), from + CHANGES_AT_ONCE);
      changes.subList(from, to).forEach(words::addAll);
      command.run("", words);
    }
  }
}
