package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.PredefinedNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a network that is asked for makes sense in itself; refusals in Docker's words. */
final class NetworkValidation {
  private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$");

  /** Docker refuses longer names of services, and a network's must be as useful in its DNS. */
  private static final int NAME_LENGTH_MAX = 63;

  private static final String ENCRYPTED_OPTION = "encrypted";
  static final String MTU_OPTION = "com.docker.network.driver.mtu";

  /** What every IPv4 host must accept (RFC 791), and what fits the field of its header. */
  private static final int MTU_MIN = 576;

  private static final int MTU_MAX = 65_535;

  private NetworkValidation() {}

  /** The first thing wrong with all but the subnets. */
  static Optional<Refusal> check(NetworkCreate asked) {
    if (isPredefined(asked.name())) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.PERMISSION_DENIED,
              "operation is not permitted on predefined " + asked.name() + " network"));
    }
    return Stream.<Supplier<@Nullable String>>of(
            () -> name(asked.name()),
            () -> kind(asked),
            () -> ingress(asked),
            () -> ipamDriver(asked.ipam()),
            () -> options(asked.options()))
        .map(Supplier::get)
        .filter(message -> message != null)
        .findFirst()
        .map(Refusal::invalid);
  }

  static boolean isPredefined(String name) {
    return name.equals("default") || PredefinedNetwork.of(name).isPresent();
  }

  private static @Nullable String name(String name) {
    if (!NAME.matcher(name).matches()) {
      return "name must be valid as a DNS name component";
    }
    return name.length() > NAME_LENGTH_MAX
        ? "name must be " + NAME_LENGTH_MAX + " characters or fewer"
        : null;
  }

  private static @Nullable String kind(NetworkCreate asked) {
    if (!asked.scope().isEmpty() && !asked.scope().equals("swarm")) {
      return "networks of scope \"" + asked.scope() + "\" are not kept by the swarm";
    }
    if (!asked.driver().isEmpty() && !asked.driver().equals("overlay")) {
      return asked.ingress()
          ? "only overlay driver is currently supported for ingress network"
          : "plugin \""
              + asked.driver()
              + "\" not found: networks of the swarm have driver overlay";
    }
    boolean from = asked.configFrom() != null && !asked.configFrom().network().isEmpty();
    if (asked.configOnly() || from) {
      return "configuration-only networks are not available for overlay networks";
    }
    return Boolean.FALSE.equals(asked.enableIpv4())
        ? "IPv4 cannot be disabled in an overlay network"
        : null;
  }

  private static @Nullable String ingress(NetworkCreate asked) {
    if (!asked.ingress()) {
      return null;
    }
    if (asked.attachable()) {
      return "ingress network cannot be attachable";
    }
    if (asked.options() != null && asked.options().containsKey(ENCRYPTED_OPTION)) {
      return "ingress network cannot be encrypted: clients outside call it in the clear";
    }
    return asked.internal() ? "ingress network cannot be internal" : null;
  }

  private static @Nullable String ipamDriver(@Nullable Ipam ipam) {
    return ipam == null || ipam.driver().isEmpty() || ipam.driver().equals("default")
        ? null
        : "plugin \"" + ipam.driver() + "\" not found: addresses are given out by driver default";
  }

  private static @Nullable String options(@Nullable Map<String, String> options) {
    String mtu = options == null ? null : options.get(MTU_OPTION);
    if (mtu == null) {
      return null;
    }
    boolean number = mtu.matches("[0-9]{1,5}");
    return number && Integer.parseInt(mtu) >= MTU_MIN && Integer.parseInt(mtu) <= MTU_MAX
        ? null
        : "invalid MTU \"%s\": must be from %d to %d".formatted(mtu, MTU_MIN, MTU_MAX);
  }

  /** The first thing wrong with the subnets. */
  static Optional<Refusal> checkSubnets(NetworkCreate asked) {
    return checkSubnets(Subnets.said(asked.ipam()), asked.enableIpv6());
  }

  static Optional<Refusal> checkSubnets(List<IpamConfig> subnets, boolean ipv6) {
    return SubnetValidation.check(subnets, ipv6).map(Refusal::invalid);
  }

  /** Whether these can be added to a network at all. */
  static Optional<Refusal> checkMore(List<String> subnets) {
    if (subnets.isEmpty()) {
      return Optional.of(Refusal.invalid("there is nothing to change: give a subnet to add"));
    }
    return subnets.stream()
        .filter(subnet -> subnet.indexOf(':') >= 0)
        .findFirst()
        .map(subnet -> Refusal.invalid("only IPv4 subnets can be added, not " + subnet));
  }
}
