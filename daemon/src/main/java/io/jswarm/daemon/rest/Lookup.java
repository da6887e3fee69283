package io.jswarm.daemon.rest;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Finds an object by what a person typed: its id, its name, or the beginning of its id. */
final class Lookup {
  private Lookup() {}

  static Service service(ClusterImage image, String reference) {
    Service named = image.serviceByName(reference);
    return find("service", reference, image.services(), named == null ? List.of() : List.of(named));
  }

  static Node node(ClusterImage image, String reference) {
    return find("node", reference, image.nodes(), image.nodesByHostname(reference));
  }

  static Task task(ClusterImage image, String reference) {
    List<Task> named =
        image.tasks().values().stream()
            .filter(task -> TaskNames.of(image, task).equals(reference))
            .toList();
    return find("task", reference, image.tasks(), named);
  }

  static Network network(ClusterImage image, String reference) {
    Network named = image.networkByName(reference);
    return find("network", reference, image.networks(), named == null ? List.of() : List.of(named));
  }

  static Secret secret(ClusterImage image, String reference) {
    Secret named = image.secretByName(reference);
    return find("secret", reference, image.secrets(), named == null ? List.of() : List.of(named));
  }

  static Config config(ClusterImage image, String reference) {
    Config named = image.configByName(reference);
    return find("config", reference, image.configs(), named == null ? List.of() : List.of(named));
  }

  static ClusterVolume volume(ClusterImage image, String reference) {
    ClusterVolume named = image.volumeByName(reference);
    return find("volume", reference, image.volumes(), named == null ? List.of() : List.of(named));
  }

  private static <T> T find(
      String noun, String reference, SortedMap<String, T> byId, Collection<T> named) {
    T exact = byId.get(reference);
    if (exact != null) {
      return exact;
    }
    T found = only(noun, reference, named);
    if (found == null && !reference.isEmpty()) {
      found =
          only(noun, reference, byId.subMap(reference, reference + Character.MAX_VALUE).values());
    }
    if (found == null) {
      throw ApiError.notFound(noun + " " + reference + " not found");
    }
    return found;
  }

  private static <T> @Nullable T only(String noun, String reference, Collection<T> matches) {
    if (matches.size() > 1) {
      throw ApiError.badRequest(
          noun + " " + reference + " is ambiguous (" + matches.size() + " matches found)");
    }
    return matches.isEmpty() ? null : matches.iterator().next();
  }
}
