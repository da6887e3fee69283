package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ContainerOptions;
import io.jswarm.cli.option.FileReferenceOption;
import io.jswarm.cli.option.ImageName;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.option.NetworkOption;
import io.jswarm.cli.option.PortOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The spec of a new service. */
public final class NewService {
  private final ParsedFlags flags;
  private final References references;

  private NewService(ParsedFlags flags, EngineClient client) {
    this.flags = flags;
    this.references = new References(client);
  }

  /** The spec for the flags and arguments of {@code service create}. */
  public static JsonObject spec(ParsedFlags flags, EngineClient client) throws IOException {
    return new NewService(flags, client).build();
  }

  private JsonObject build() throws IOException {
    JsonObject spec = new JsonObject();
    JsonObject mode = ServiceModes.create(flags);
    spec.setUnlessEmpty("Name", flags.text("name"));
    spec.set("Labels", texts("label"));
    JsonObject container = container();
    JsonObject task = new JsonObject().set("ContainerSpec", container);
    resources(task);
    Policies.restart(flags, task);
    placement(task);
    task.setUnlessEmpty("Networks", networks());
    logDriver(flags, task);
    Policies.fence(flags, task);
    task.set("ForceUpdate", 0L);
    spec.set("TaskTemplate", task).set("Mode", mode);
    Policies.rollOut(flags, "update", spec);
    Policies.rollOut(flags, "rollback", spec);
    spec.set("EndpointSpec", endpoint());
    attachFiles(container);
    return spec;
  }

  private JsonObject texts(String flag) {
    return JsonObject.ofTexts(KeyValues.map(flags.each(flag, KeyValues::label)));
  }

  private JsonObject container() {
    JsonObject container = NewContainer.spec(flags);
    container.set("Image", ImageName.tagged(flags.argument(0)));
    List<String> arguments = flags.arguments();
    return container.setUnlessEmpty("Args", arguments.subList(1, arguments.size()));
  }

  private void resources(JsonObject task) {
    JsonObject resources = task.child("Resources");
    resources.child("Limits");
    resources.child("Reservations");
    Policies.resources(flags, task);
    resources
        .child("Reservations")
        .setUnlessEmpty(
            "GenericResources", flags.each("generic-resource", ContainerOptions::genericResource));
  }

  private void placement(JsonObject task) {
    task.child("Placement")
        .setUnlessEmpty("Constraints", flags.texts("constraint"))
        .setUnlessEmpty("Preferences", flags.each("placement-pref", ContainerOptions::preference))
        .setUnlessZero("MaxReplicas", flags.count("replicas-max-per-node"))
        .setUnlessEmpty("VolumeAffinity", flags.text("volume-affinity"))
        .setUnlessEmpty("Rebalance", flags.text("rebalance"));
  }

  private List<JsonObject> networks() throws IOException {
    List<JsonObject> networks = flags.each("network", NetworkOption::parse);
    for (JsonObject network : networks) {
      network.set("Target", references.network(network.text("Target")));
    }
    networks.sort(Comparator.comparing(network -> network.text("Target")));
    return networks;
  }

  static void logDriver(ParsedFlags flags, JsonObject task) {
    String name = flags.text("log-driver");
    if (!name.isEmpty()) {
      task.set(
          "LogDriver",
          new JsonObject()
              .set("Name", name)
              .setUnlessEmpty(
                  "Options", JsonObject.ofTexts(KeyValues.map(flags.texts("log-opt")))));
    }
  }

  private JsonObject endpoint() {
    String mode = flags.isSet("endpoint-mode") ? Policies.endpointMode(flags) : "vip";
    List<JsonObject> ports = new ArrayList<>();
    flags.each("publish", PortOption::parse).forEach(ports::addAll);
    return new JsonObject().set("Mode", mode).setUnlessEmpty("Ports", ports);
  }

  private void attachFiles(JsonObject container) throws IOException {
    List<JsonObject> secrets = flags.each("secret", FileReferenceOption::secret);
    references.secrets(secrets);
    container.setUnlessEmpty("Secrets", secrets);
    List<JsonObject> configs = flags.each("config", FileReferenceOption::config);
    JsonObject credentials = container.object("Privileges").object("CredentialSpec");
    String name = credentials.text("Config");
    if (!name.isEmpty()) {
      configs.add(new JsonObject().set("Runtime", new JsonObject()).set("ConfigName", name));
    }
    references.configs(configs);
    if (!name.isEmpty()) {
      credentials.set("Config", configs.getLast().text("ConfigID"));
    }
    container.setUnlessEmpty("Configs", configs);
  }
}
