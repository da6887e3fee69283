package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import java.util.List;

/** How tasks' attachments read here: the ingress network is the visible face of the fabric. */
final class Attachments {
  private Attachments() {}

  /** The id by which nodes know the network. */
  static String networkId(NetworkAttachment attachment) {
    SwarmNetwork network = attachment.network();
    return network.spec().ingress() ? NetworkFact.FABRIC : network.id();
  }

  /** The overlay networks that the task's node must carry packets of while the task lives. */
  static List<String> overlays(Task task) {
    return task.networksAttachments().stream()
        .filter(each -> PredefinedNetwork.of(each.network().id()).isEmpty())
        .map(Attachments::networkId)
        .filter(id -> !id.equals(NetworkFact.FABRIC))
        .toList();
  }

  /** Whether every node may have to send to the task what arrives at a published port. */
  static boolean isPublished(Task task) {
    return task.networksAttachments().stream().anyMatch(each -> each.network().spec().ingress());
  }
}
