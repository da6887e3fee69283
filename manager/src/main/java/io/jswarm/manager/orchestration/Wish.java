package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The networks a task is to be attached to.
 *
 * @param overlays ids, in the order of its spec, each once
 * @param fabric whether it reaches the outside, or is reached from there
 * @param missing a network it names that is not there
 */
record Wish(List<String> overlays, boolean fabric, Optional<String> missing) {
  private static final Wish NOTHING = new Wish(List.of(), false, Optional.empty());

  static Wish of(ClusterImage image, @Nullable Service service, Task task) {
    List<NetworkAttachmentConfig> asked = task.spec().networks();
    if (asked.isEmpty() && service != null) {
      asked = service.spec().networks();
    }
    boolean published = service != null && Endpoints.isOnEveryNode(service);
    boolean fabric = asked.isEmpty() || published;
    List<String> overlays = new ArrayList<>();
    for (NetworkAttachmentConfig one : asked) {
      Optional<PredefinedNetwork> predefined = PredefinedNetwork.of(one.target());
      if (predefined.filter(PredefinedNetwork.HOST::equals).isPresent()) {
        return NOTHING;
      }
      Network network = predefined.isPresent() ? null : find(image, one.target());
      if (predefined.isEmpty() && network == null) {
        return new Wish(List.of(), false, Optional.of(one.target()));
      }
      fabric |= predefined.filter(PredefinedNetwork.BRIDGE::equals).isPresent();
      if (network != null) {
        fabric |= !network.internal();
        if (!overlays.contains(network.id())) {
          overlays.add(network.id());
        }
      }
    }
    return new Wish(List.copyOf(overlays), fabric, Optional.empty());
  }

  /** The network a spec refers to. */
  static @Nullable Network find(ClusterImage image, String target) {
    Network network = image.network(target);
    return network == null ? image.networkByName(target) : network;
  }
}
