package io.jswarm.ingress.table;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Networks whose packets travel encrypted or not at all, whatever routes and tunnels there are.
 *
 * @param port of UDP, that of all VXLAN packets
 * @param vnis of the networks that are encrypted, 24 bits each
 */
public record Secrets(int port, SortedSet<Integer> vnis) {
  /** What the devices that encrypt are called. */
  public static final String DEVICES = "jsw-wg*";

  public static final Secrets NONE = new Secrets(0, Collections.emptySortedSet());

  /**
   * Where the identifier of the network is: after the header of UDP, flags and what is reserved.
   */
  private static final String VNI = "@th,96,24";

  public Secrets {
    vnis = Collections.unmodifiableSortedSet(new TreeSet<>(vnis));
  }

  /** Drops what arrives in the clear. */
  List<String> arriving() {
    return unless("iifname");
  }

  /** Drops what would leave in the clear. */
  List<String> departing() {
    return unless("oifname");
  }

  private List<String> unless(String device) {
    if (vnis.isEmpty()) {
      return List.of();
    }
    String networks =
        vnis.stream().map("0x%x"::formatted).collect(Collectors.joining(", ", "{ ", " }"));
    return List.of(
        "%s != \"%s\" udp dport %d %s %s drop"
            .formatted(
                device,
                DEVICES,
                port,
                VNI,
                vnis.size() == 1 ? "0x%x".formatted(vnis.first()) : networks));
  }
}
