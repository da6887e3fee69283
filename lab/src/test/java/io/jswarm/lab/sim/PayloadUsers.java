package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigReference;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Users who make, rotate and remove secrets and configs, and give them to services. */
final class PayloadUsers {
  private static final int PAYLOADS_MAX = 5;

  private final Random random;
  private final Users users;
  private int names;

  PayloadUsers(SimCluster world, Users users) {
    this.random = world.random();
    this.users = users;
  }

  /** Somebody does something to a secret or config. */
  void act(ManagerProcess manager) {
    PayloadKind kind = random.nextInt(2) == 0 ? PayloadKind.SECRET : PayloadKind.CONFIG;
    List<? extends Payload> payloads = List.copyOf(manager.store.image().payloads(kind).values());
    int what = random.nextInt(5);
    if (payloads.isEmpty() || (what < 2 && payloads.size() < PAYLOADS_MAX)) {
      users.submit(manager, creation(kind));
      return;
    }
    Payload payload = payloads.get(random.nextInt(payloads.size()));
    users.submit(
        manager,
        what < 4
            ? new Command.RotatePayload(kind, payload.id(), data())
            : new Command.RemovePayload(kind, payload.id()));
  }

  private Command creation(PayloadKind kind) {
    String name = kind.noun() + ++names;
    return switch (kind) {
      case SECRET -> new Command.CreateSecret(new SecretSpec(name, Map.of(), data(), null, null));
      case CONFIG -> new Command.CreateConfig(new ConfigSpec(name, Map.of(), data(), null));
    };
  }

  private Bytes data() {
    return Bytes.ofText("data " + random.nextInt(1000));
  }

  /** The same service with other secrets and configs, or none. */
  ServiceSpec trusted(ServiceSpec spec, ClusterImage image) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null) {
      return spec;
    }
    List<SecretReference> secrets = new ArrayList<>();
    image.secrets().values().stream()
        .filter(_ -> random.nextInt(3) == 0)
        .forEach(
            each -> secrets.add(new SecretReference(file(each), each.id(), each.spec().name())));
    List<ConfigReference> configs = new ArrayList<>();
    image.configs().values().stream()
        .filter(_ -> random.nextInt(3) == 0)
        .forEach(each ->
            configs.add(new ConfigReference(file(each), null, each.id(), each.spec().name())));
    return spec.withTaskTemplate(
        spec.taskTemplate().withContainerSpec(container.withPayloads(secrets, configs)));
  }

  private static FileTarget file(Payload payload) {
    return new FileTarget(payload.name(), "0", "0", 0444);
  }
}
