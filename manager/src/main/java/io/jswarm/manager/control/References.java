package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Service;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the object a caller means: by full id, then by full name, then by a prefix of the id that
 * only one object has.
 */
public final class References {
  private References() {}

  /** What a reference led to. */
  public sealed interface Found<T> {
    /** Exactly this one. */
    record One<T>(T value) implements Found<T> {}

    /** None, or too many. */
    record Nothing<T>(Refusal refusal) implements Found<T> {}
  }

  /** Finds a service. */
  public static Found<Service> service(ClusterImage image, String reference) {
    return find("service", reference, image.services(), s -> s.spec().name());
  }

  /** Finds a node; its name is its host name. */
  public static Found<Node> node(ClusterImage image, String reference) {
    return find("node", reference, image.nodes(), n -> n.description().hostname());
  }

  /** Finds a network that was made; predefined ones are none. */
  public static Found<Network> network(ClusterImage image, String reference) {
    return find("network", reference, image.networks(), Network::name);
  }

  /** Finds a cluster volume. */
  public static Found<ClusterVolume> volume(ClusterImage image, String reference) {
    return find("volume", reference, image.volumes(), ClusterVolume::name);
  }

  /** Finds a secret or config. */
  public static Found<Payload> payload(ClusterImage image, PayloadKind kind, String reference) {
    Map<String, Payload> payloads = Collections.unmodifiableMap(image.payloads(kind));
    return find(kind.noun(), reference, payloads, Payload::name);
  }

  private static <T> Found<T> find(
      String noun, String reference, Map<String, T> byId, Function<T, String> name) {
    T exact = byId.get(reference);
    if (exact != null) {
      return new Found.One<>(exact);
    }
    List<T> named = byId.values().stream().filter(v -> name.apply(v).equals(reference)).toList();
    if (!named.isEmpty()) {
      return single(noun, reference, named);
    }
    List<T> prefixed =
        byId.entrySet().stream()
            .filter(e -> !reference.isEmpty() && e.getKey().startsWith(reference))
            .map(Map.Entry::getValue)
            .toList();
    return single(noun, reference, prefixed);
  }

  private static <T> Found<T> single(String noun, String reference, List<T> candidates) {
    if (candidates.isEmpty()) {
      return new Found.Nothing<>(Refusal.notFound(noun, reference));
    }
    if (candidates.size() > 1) {
      return new Found.Nothing<>(
          Refusal.invalid(
              noun + " " + reference + " is ambiguous (" + candidates.size() + " matches found)"));
    }
    return new Found.One<>(candidates.getFirst());
  }
}
