package io.jswarm.overlaynet.kernel;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections of one namespace as its kernel tracks them. Which task a connection goes to is
 * kept here and nowhere else, for as long as the kernel remembers it: five days without a packet
 * when TCP is established, unless the node's owner has set less. For one thread at a time, whatever
 * its namespace.
 */
public final class Conntrack implements AutoCloseable {
  /** For so many addresses the kernel is told one by one to forget their connections. */
  private static final int TOLD_MAX = 16;

  /** So many addresses are looked for one by one; for more, all connections are listed once. */
  private static final int ONE_BY_ONE_MAX = 4;

  /** So many connections are listed once, however few the addresses, in less time than a search. */
  private static final int LISTED_MAX = 500;

  private final NetlinkSocket socket;

  private Conntrack(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Those of the namespace the calling thread is in; to be closed, or the namespace never ends. */
  public static Conntrack open() throws KernelException {
    return new Conntrack(NetlinkSocket.open(NetlinkSocket.NETFILTER));
  }

  /** The connections that an address answers. */
  public List<Flow> servedBy(InetAddress address) throws KernelException {
    return found(Set.of(address)).stream().map(FlowMessages.Found::flow).toList();
  }

  /**
   * Forgets the connections that these addresses answer, which answer no more: a caller that goes
   * on sending is led to another task, where datagrams are served and TCP is told at once that its
   * connection is gone.
   */
  public void cut(Set<InetAddress> addresses) throws KernelException {
    if (addresses.size() > TOLD_MAX || !cutByAddress(addresses)) {
      cutOneByOne(found(addresses));
    }
  }

  /**
   * A kernel that can finds them itself, in a small part of the time that a list takes.
   *
   * @return false when the kernel cannot
   */
  private boolean cutByAddress(Set<InetAddress> addresses) throws KernelException {
    for (InetAddress each : addresses) {
      try {
        socket.request(
            "cannot forget the connections of " + each, FlowMessages.deleteServedBy(each));
      } catch (KernelException e) {
        if (e.errno() == KernelException.EINVAL || e.errno() == KernelException.EOPNOTSUPP) {
          return false;
        }
        throw e;
      }
    }
    return true;
  }

  private void cutOneByOne(List<FlowMessages.Found> found) throws KernelException {
    for (FlowMessages.Found each : found) {
      try {
        socket.request(
            "cannot forget a connection of " + each.flow().served(), FlowMessages.delete(each));
      } catch (KernelException e) {
        if (e.errno() != KernelException.ENOENT) { // it has ended by itself
          throw e;
        }
      }
    }
  }

  /**
   * Each list takes the kernel milliseconds, however few it names: it goes through the connections
   * of all namespaces.
   */
  private List<FlowMessages.Found> found(Set<InetAddress> addresses) throws KernelException {
    long tracked = tracked();
    if (tracked == 0) {
      return List.of();
    }
    List<Message> lists = new ArrayList<>();
    if (tracked > LISTED_MAX && addresses.size() <= ONE_BY_ONE_MAX) {
      addresses.forEach(address -> lists.add(FlowMessages.listServedBy(address)));
    } else {
      lists.add(FlowMessages.list());
    }
    List<FlowMessages.Found> found = new ArrayList<>();
    for (Message list : lists) {
      socket.dump(
          "cannot list connections",
          list,
          part ->
              FlowMessages.read(part)
                  .filter(each -> addresses.contains(each.flow().served().address()))
                  .ifPresent(found::add));
    }
    return found;
  }

  /** How many connections the namespace has, of either version of IP. */
  private long tracked() throws KernelException {
    AtomicLong entries = new AtomicLong();
    socket.dump(
        "cannot count connections",
        FlowMessages.count(),
        part -> FlowMessages.readCount(part).ifPresent(entries::set));
    return entries.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
