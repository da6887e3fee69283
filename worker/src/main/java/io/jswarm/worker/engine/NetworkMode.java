package io.jswarm.worker.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
   */
  record Joined(Path namespace, List<String> addresses, String resolver) implements NetworkMode {
    public Joined {
      addresses = List.copyOf(addresses);
    }
  }
}
