package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ContainerOptions;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.option.NetworkOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Changes a service's spec by the flags of {@code service update}; the rest stays as it was. */
public final class ChangedService {
  private final ParsedFlags flags;
  private final JsonObject spec;
  private final JsonObject task;
  private final References references;

  private ChangedService(ParsedFlags flags, JsonObject spec, EngineClient client) {
    this.flags = flags;
    this.spec = spec;
    this.task = spec.child("TaskTemplate");
    this.references = new References(client);
  }

  /** Changes {@code spec} in place. */
  public static void merge(ParsedFlags flags, JsonObject spec, EngineClient client)
      throws IOException {
    new ChangedService(flags, spec, client).merge();
  }

  private void merge() throws IOException {
    Merging.map(spec, "Labels", flags.each("label-add", KeyValues::label), flags.texts("label-rm"));
    JsonObject container = task.child("ContainerSpec");
    ChangedContainer.merge(flags, container);
    Policies.resources(flags, task);
    genericResources();
    Policies.restart(flags, task);
    placement();
    if (flags.anySet("network-add", "network-rm")) {
      task.setOrRemove("Networks", networks());
    }
    ServiceModes.update(flags, spec);
    Policies.rollOut(flags, "update", spec);
    Policies.rollOut(flags, "rollback", spec);
    if (flags.isSet("endpoint-mode")) {
      spec.child("EndpointSpec").set("Mode", Policies.endpointMode(flags));
    }
    if (flags.anySet("publish-add", "publish-rm")) {
      ChangedPorts.merge(flags, spec.child("EndpointSpec"));
    }
    Policies.fence(flags, task);
    NewService.logDriver(flags, task);
    if (flags.toggle("force")) {
      task.set("ForceUpdate", task.number("ForceUpdate") + 1);
    }
    ChangedFiles.merge(flags, container, references);
  }

  private void genericResources() throws CommandException {
    if (!flags.anySet("generic-resource-add", "generic-resource-rm")) {
      return;
    }
    JsonObject reservations = task.child("Resources").child("Reservations");
    List<JsonObject> resources = new ArrayList<>(reservations.objects("GenericResources"));
    for (JsonObject added : flags.each("generic-resource-add", ContainerOptions::genericResource)) {
      resources.removeIf(resource -> kind(resource).equals(kind(added)));
      resources.add(added);
    }
    for (String removed : flags.texts("generic-resource-rm")) {
      if (!resources.removeIf(resource -> kind(resource).equals(removed))) {
        throw new CommandException("the service reserves no generic resource " + removed);
      }
    }
    reservations.setOrRemove("GenericResources", resources);
  }

  private static String kind(JsonObject resource) {
    String kind = resource.object("DiscreteResourceSpec").text("Kind");
    return kind.isEmpty() ? resource.object("NamedResourceSpec").text("Kind") : kind;
  }

  private void placement() {
    if (flags.anySet("constraint-add", "constraint-rm")) {
      JsonObject placement = task.child("Placement");
      placement.setOrRemove(
          "Constraints",
          Merging.sortedTexts(
              placement.texts("Constraints"),
              flags.texts("constraint-add"),
              flags.texts("constraint-rm")));
    }
    if (flags.anySet("placement-pref-add", "placement-pref-rm")) {
      JsonObject placement = task.child("Placement");
      List<JsonObject> preferences = new ArrayList<>(placement.objects("Preferences"));
      preferences.removeAll(flags.each("placement-pref-rm", ContainerOptions::preference));
      preferences.addAll(flags.each("placement-pref-add", ContainerOptions::preference));
      placement.setOrRemove("Preferences", preferences);
    }
    if (flags.isSet("replicas-max-per-node")) {
      task.child("Placement").setUnlessZero("MaxReplicas", flags.count("replicas-max-per-node"));
    }
    if (flags.isSet("volume-affinity")) {
      task.child("Placement").set("VolumeAffinity", flags.text("volume-affinity"));
    }
    if (flags.isSet("rebalance")) {
      task.child("Placement").set("Rebalance", flags.text("rebalance"));
    }
  }

  private List<JsonObject> networks() throws IOException {
    Set<String> removed = new LinkedHashSet<>();
    for (String name : flags.texts("network-rm")) {
      removed.add(references.network(name));
    }
    List<JsonObject> networks =
        Merging.without(task.objects("Networks"), network -> network.text("Target"), removed);
    for (JsonObject added : flags.each("network-add", NetworkOption::parse)) {
      String name = added.text("Target");
      String id = references.network(name);
      if (networks.stream().anyMatch(network -> network.text("Target").equals(id))) {
        throw new CommandException("service is already attached to network " + name);
      }
      networks.add(added.set("Target", id));
    }
    networks.sort(Comparator.comparing(network -> network.text("Target")));
    return networks;
  }
}
