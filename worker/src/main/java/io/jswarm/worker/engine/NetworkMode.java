package io.jswarm.worker.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.PortConfig;
import java.nio.file.Path;
import java.util.List;

/** How a container meets the network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NetworkMode.Host.class, name = "HOST"),
  @JsonSubTypes.Type(value = NetworkMode.Isolated.class, name = "ISOLATED"),
  @JsonSubTypes.Type(value = NetworkMode.Joined.class, name = "JOINED"),
})
public sealed interface NetworkMode {
  /** The node's own network. */
  record Host() implements NetworkMode {}

  /** A network of its own with nothing but loopback. */
  record Isolated() implements NetworkMode {}

  /**
   * A network namespace that was made for it and has joined the task's networks.
   *
   * @param namespace the file that stands for it
   * @param addresses its own, the one its host name stands for first; without prefix lengths
   * @param resolver the address of the name server it should ask
   * @param ports what the node answers on for it, while it runs
   * @param networks those that users know, in the order of the spec; none for a container that was
   *     made before they were kept
   */
  record Joined(
      Path namespace,
      List<String> addresses,
      String resolver,
      List<PortConfig> ports,
      List<Membership> networks)
      implements NetworkMode {
    public Joined {
      addresses = List.copyOf(addresses);
      ports = ports == null ? List.of() : List.copyOf(ports);
      networks = networks == null ? List.of() : List.copyOf(networks);
    }

    /** One for which the node answers on nothing, on no network that users know. */
    public Joined(Path namespace, List<String> addresses, String resolver) {
      this(namespace, addresses, resolver, List.of(), List.of());
    }
  }

  /**
   * A network a container is on.
   *
   * @param addresses with prefix lengths
   */
  record Membership(String networkId, String name, List<String> addresses) {
    public Membership {
      addresses = List.copyOf(addresses);
    }
  }
}
