package io.jswarm.daemon.rest;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import io.jswarm.daemon.http.ApiError;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The addresses of published ports on their way in (docs/adr/009): spelled in one way, and kept
 * through clients that do not know them.
 */
final class HostIps {
  private static final String MEMBER = "HostIp";

  private HostIps() {}

  /**
   * Spells every address as others will be compared with it, and leaves out those that mean all.
   *
   * @throws ApiError 400 for what is no address
   */
  static void spell(JsonNode spec) {
    for (JsonNode port : ports(spec)) {
      if (port instanceof ObjectNode object && object.has(MEMBER)) {
        String spelled = spelled(object.path(MEMBER).asString(""));
        object.remove(MEMBER);
        if (!spelled.isEmpty()) {
          object.put(MEMBER, spelled);
        }
      }
    }
  }

  private static String spelled(String text) {
    if (text.isBlank()) {
      return "";
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text.strip());
      return address.isAnyLocalAddress() ? "" : NetUtil.toAddressString(address);
    } catch (IllegalArgumentException _) {
      throw ApiError.badRequest(
          "invalid HostIp \"" + text + "\": it must be an address of the nodes that answer");
    }
  }

  /** Whether the spec has a port of which it does not say on which address. */
  static boolean areLeftOut(JsonNode spec) {
    for (JsonNode port : ports(spec)) {
      if (!port.has(MEMBER)) {
        return true;
      }
    }
    return false;
  }

  /** Gives ports of which nothing is said the addresses the same ports have now, in their order. */
  static void keep(JsonNode spec, EndpointSpec before) {
    List<PortConfig> bound = new ArrayList<>(before.ports());
    bound.removeIf(port -> port.hostIp().isEmpty());
    for (JsonNode port : ports(spec)) {
      if (port instanceof ObjectNode object && !object.has(MEMBER)) {
        PortConfig said = Body.bind(object, PortConfig.class);
        bound.stream()
            .filter(old -> isSame(old, said))
            .findFirst()
            .ifPresent(old -> {
              object.put(MEMBER, old.hostIp());
              bound.remove(old);
            });
      }
    }
  }

  private static boolean isSame(PortConfig a, PortConfig b) {
    return a.targetPort() == b.targetPort()
        && a.publishedPort() == b.publishedPort()
        && a.protocolOrDefault().equals(b.protocolOrDefault())
        && a.publishModeOrDefault().equals(b.publishModeOrDefault());
  }

  private static JsonNode ports(JsonNode spec) {
    return spec.path("EndpointSpec").path("Ports");
  }
}
