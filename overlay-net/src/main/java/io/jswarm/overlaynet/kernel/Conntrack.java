package io.jswarm.overlaynet.kernel;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one namespace as its kernel tracks them. Which task a connection goes to is
 * kept here and nowhere else, for as long as the kernel remembers it: five days without a packet
 * when TCP is established, unless the node's owner has set less. Used on the namespace's thread
 * only.
 */
public final class Conntrack implements AutoCloseable {
  private final NetlinkSocket socket;

  private Conntrack(NetlinkSocket socket) {
    this.socket = socket;
  }

  static Conntrack open() throws KernelException {
    return new Conntrack(NetlinkSocket.open(NetlinkSocket.NETFILTER));
  }

  /** The connections that an address answers. */
  public List<Flow> servedBy(InetAddress address) throws KernelException {
    return found(address).stream().map(FlowMessages.Found::flow).toList();
  }

  /**
   * Forgets the connections that an address answers, which answers no more: a caller that goes on
   * sending is led to another task, where datagrams are served and TCP is told at once that its
   * connection is gone.
   *
   * @return how many there were
   */
  public int cut(InetAddress address) throws KernelException {
    List<FlowMessages.Found> found = found(address);
    for (FlowMessages.Found each : found) {
      try {
        socket.request("cannot forget a connection of " + text(address), FlowMessages.delete(each));
      } catch (KernelException e) {
        if (e.errno() != KernelException.ENOENT) { // it has ended by itself
          throw e;
        }
      }
    }
    return found.size();
  }

  private List<FlowMessages.Found> found(InetAddress address) throws KernelException {
    List<FlowMessages.Found> found = new ArrayList<>();
    socket.dump(
        "cannot list the connections of " + text(address),
        FlowMessages.listServedBy(address),
        part ->
            FlowMessages.read(part)
                .filter(each -> each.flow().served().address().equals(address))
                .ifPresent(found::add));
    return found;
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  @Override
  public void close() {
    socket.close();
  }
}
