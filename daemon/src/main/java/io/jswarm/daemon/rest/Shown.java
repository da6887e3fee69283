package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.ManagerStatus;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Reachability;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one step from what is stored to what a client sees: members of our own are taken out,
 * payloads and keys are left behind, and what Docker always says is said.
 */
final class Shown {
  private static final List<String> OURS_OF_TASK =
      List.of("Name", "SpecVersion", "Restart", "RolledOut", "RunningSince", "Relieves");

  private Shown() {}

  static ObjectNode service(Service service) {
    ObjectNode shown = tree(service).remove(List.of("SpecVersion", "PreviousSpecVersion"));
    spec(shown.path("Spec"));
    spec(shown.path("PreviousSpec"));
    return shown;
  }

  private static void spec(JsonNode spec) {
    if (spec.path("TaskTemplate") instanceof ObjectNode template) {
      container(template.path("ContainerSpec"));
      if (template.has("ContainerSpec") && !template.has("Runtime")) {
        template.put("Runtime", "container");
      }
    }
  }

  private static void container(JsonNode container) {
    if (container instanceof ObjectNode object && !object.has("Isolation")) {
      object.put("Isolation", "default");
    }
  }

  /** With {@code Status.Timings}, for clients of ours that ask for it. */
  static ObjectNode taskWithTimings(ClusterImage image, Task task) {
    ObjectNode shown = tree(task).remove(OURS_OF_TASK);
    container(shown.path("Spec").path("ContainerSpec"));
    if (shown.path("NetworksAttachments") instanceof ArrayNode attachments) {
      attachments.removeIf(a -> a.at("/Network/ID").asString("").equals(NetworkFact.FABRIC));
      if (attachments.isEmpty()) {
        shown.remove("NetworksAttachments");
      }
    }
    Unheard.note(image, task, shown);
    return shown;
  }

  static ObjectNode task(ClusterImage image, Task task) {
    ObjectNode shown = taskWithTimings(image, task);
    if (shown.path("Status") instanceof ObjectNode status) {
      status.remove("Timings");
    }
    return shown;
  }

  /** With the part the node plays among managers, which is known only now. */
  static ObjectNode node(ClusterView view, Node node) {
    Member member = view.image().members().get(node.id());
    if (member == null) {
      return described(node.withManagerStatus(null));
    }
    Reachability reachability =
        view.unreachable().contains(node.id()) ? Reachability.UNREACHABLE : Reachability.REACHABLE;
    boolean leads = node.id().equals(view.leaderId());
    return described(
        node.withManagerStatus(new ManagerStatus(leads, reachability, member.apiAddr())));
  }

  /** Without what a node says to other nodes only. */
  private static ObjectNode described(Node node) {
    ObjectNode shown = tree(node);
    if (shown.path("Description") instanceof ObjectNode description) {
      description.remove(List.of("DataPathKey", "Routes", "DataPathAddr", "Volumes"));
    }
    return shown;
  }

  /** Without tokens: for answers that many may read. */
  static ObjectNode swarm(Swarm swarm) {
    return withTokens(swarm.withJoinTokens(null));
  }

  /** With tokens, for whoever may use this manager. */
  static ObjectNode withTokens(Swarm swarm) {
    ObjectNode shown = tree(swarm);
    if (shown.path("Spec").path("CAConfig") instanceof ObjectNode ca) {
      ca.remove("SigningCAKey");
    }
    return shown;
  }

  static ObjectNode network(Network network) {
    return tree(network).remove(List.of("Version", "UpdatedAt"));
  }

  static ObjectNode secret(Secret secret) {
    return tree(secret.withSpec(secret.spec().withData(null)));
  }

  static ObjectNode config(Config config) {
    return tree(config);
  }

  private static ObjectNode tree(Object value) {
    return Json.mapper().valueToTree(value);
  }
}
