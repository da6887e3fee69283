package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.NetStack;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out what the node's own network is like. */
final class UnderlayProbe {
  private static final Path V6_SETTINGS = Path.of("/proc/sys/net/ipv6");

  private UnderlayProbe() {}

  /**
   * The network behind the node's address.
   *
   * @throws IOException when no device has the address
   */
  static Underlay at(NetNamespace host, InetAddress address) throws IOException {
    return host.call(stack -> read(stack, address));
  }

  private static Underlay read(NetStack stack, InetAddress address) throws IOException {
    List<Link> links = stack.links();
    Optional<Link> device =
        stack.addresses().stream()
            .filter(each -> each.prefix().address().equals(address))
            .map(Address::device)
            .flatMap(name -> links.stream().filter(link -> link.name().equals(name)))
            .findFirst();
    if (device.isEmpty()) {
      throw new IOException(
          "no device of this node has the address "
              + address.getHostAddress()
              + " that it is known by: networks that span nodes need it");
    }
    boolean strict =
        stack
            .setting("ipv4/conf/all/rp_filter")
            .map(Setting::value)
            .filter(value -> !value.equals("0"))
            .isPresent();
    return new Underlay(address, device.get().mtu(), Files.isDirectory(V6_SETTINGS), strict);
  }
}
