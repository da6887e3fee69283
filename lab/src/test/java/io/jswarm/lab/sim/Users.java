package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** People and programs that change services and nodes at random, through any manager. */
final class Users {
  private static final List<String> IMAGES =
      List.of("steady", "steady", "steady", "steady", "stubborn", "crashing", "ending", "missing");
  private static final int SERVICES_MAX = 8;
  private static final long HALF_A_CORE = 500_000_000L;

  private final SimCluster world;
  private final Random random;
  private final Map<String, String> created = new TreeMap<>();
  private final Set<String> askedToRemove = new TreeSet<>();
  private final Set<String> removed = new TreeSet<>();
  private int requests;
  private int names;
  private int done;
  private int refused;
  private int unanswered;

  Users(SimCluster world) {
    this.world = world;
    this.random = world.random();
  }

  int done() {
    return done;
  }

  int refused() {
    return refused;
  }

  int unanswered() {
    return unanswered;
  }

  /** Somebody does something. */
  void act() {
    List<ManagerProcess> managers = world.runningManagers();
    if (managers.isEmpty()) {
      return;
    }
    ManagerProcess manager = managers.get(random.nextInt(managers.size()));
    ClusterImage image = manager.store.image();
    List<Service> services = List.copyOf(image.services().values());
    Service service = services.isEmpty() ? null : services.get(random.nextInt(services.size()));
    int what = random.nextInt(12);
    if (service == null || (what < 3 && services.size() < SERVICES_MAX)) {
      create(manager, randomSpec());
    } else if (what < 6) {
      update(manager, service, spec -> spec.withMode(ServiceMode.ofReplicas(random.nextInt(9))));
    } else if (what < 8) {
      update(manager, service, this::changed);
    } else if (what == 8) {
      submit(
          manager, new Command.RollbackService(service.id(), service.version().index()), _ -> {});
    } else if (what == 9) {
      remove(manager, service);
    } else {
      availability(manager, image);
    }
  }

  void create(ManagerProcess manager, ServiceSpec spec) {
    submit(
        manager,
        new Command.CreateService(spec, null),
        answer -> {
          created.put(answer.id(), spec.name());
          Service service = world.ledger().imageAfter(answer.round()).service(answer.id());
          Ledger.require(
              service != null && service.spec().equals(spec),
              () -> "%s is acknowledged and not there".formatted(spec));
        });
  }

  private void update(ManagerProcess manager, Service service, Change change) {
    ServiceSpec next = change.of(service.spec());
    submit(
        manager,
        new Command.UpdateService(service.id(), service.version().index(), next, null),
        answer -> {
          Service after = world.ledger().imageAfter(answer.round()).service(service.id());
          Ledger.require(
              after == null
                  || after.spec().equals(next)
                  || after.version().index() > answer.round(),
              () -> "an update of %s is acknowledged and not there".formatted(service.id()));
        });
  }

  private void remove(ManagerProcess manager, Service service) {
    askedToRemove.add(service.id());
    submit(
        manager,
        new Command.RemoveService(service.id()),
        answer -> {
          removed.add(service.id());
          Ledger.require(
              world.ledger().imageAfter(answer.round()).service(service.id()) == null,
              () -> "the removal of %s is acknowledged and it is there".formatted(service.id()));
        });
  }

  private void availability(ManagerProcess manager, ClusterImage image) {
    List<Node> nodes = List.copyOf(image.nodes().values());
    Node node = nodes.get(random.nextInt(nodes.size()));
    String next = List.of("active", "active", "drain", "pause").get(random.nextInt(4));
    submit(
        manager,
        new Command.UpdateNode(
            node.id(), node.version().index(), node.spec().withAvailability(next)),
        _ -> {});
  }

  /** All nodes are to take tasks again; asked for until it is so. */
  void activateAll() {
    ManagerProcess leader = world.leader();
    if (leader != null) {
      for (Node node : leader.store.image().nodes().values()) {
        if (!node.spec().isActive()) {
          submit(
              leader,
              new Command.UpdateNode(
                  node.id(), node.version().index(), node.spec().withAvailability("active")),
              _ -> {});
        }
      }
    }
  }

  void submit(ManagerProcess manager, Command command, Consumer<CommandResult.Done> acknowledged) {
    String id = "request-%06d".formatted(++requests);
    unanswered++;
    world.trace().add(id + " " + command.getClass().getSimpleName() + " at " + manager.id);
    manager.submit(
        new Request(id, manager.id, Request.LOCAL, command),
        result -> {
          unanswered--;
          world.trace().add(id + " " + result.getClass().getSimpleName());
          switch (result) {
            case CommandResult.Done answer -> {
              done++;
              acknowledged.accept(answer);
            }
            case CommandResult.Refused _ -> refused++;
            case CommandResult.NotLeader _, CommandResult.Unknown _ -> {}
          }
        });
  }

  /** What was acknowledged and not taken back must be there. */
  void checkAcknowledged() {
    ClusterImage image = world.image();
    created.forEach((id, name) -> {
      if (!askedToRemove.contains(id)) {
        Ledger.require(image.service(id) != null, () -> "service %s is gone".formatted(name));
      }
    });
    for (String id : removed) {
      Ledger.require(image.service(id) == null, () -> "service %s is back".formatted(id));
    }
  }

  private ServiceSpec randomSpec() {
    String image = IMAGES.get(random.nextInt(IMAGES.size()));
    ServiceSpec spec =
        spec("s" + ++names, image, random.nextInt(7))
            .withLabels(Map.of("team", "a", "tier", "b", "zone", "c"));
    TaskSpec task = spec.taskTemplate();
    if (random.nextInt(3) == 0) {
      Resources reserved = new Resources(HALF_A_CORE, 0, List.of());
      task = task.withResources(new ResourceRequirements(null, reserved, null, null));
    }
    if (random.nextInt(4) == 0) {
      task =
          task.withPlacement(
              new Placement(List.of("node.hostname != w1"), List.of(), 0, List.of()));
    }
    if (random.nextInt(3) == 0) {
      task = task.withRestartPolicy(new RestartPolicy("any", Duration.ofMillis(700), null, null));
    }
    String order = random.nextInt(3) == 0 ? "start-first" : "stop-first";
    return spec.withTaskTemplate(task)
        .withUpdateConfig(
            new UpdateConfig(random.nextInt(4), Duration.ZERO, "", Duration.ZERO, 0, order));
  }

  static ServiceSpec spec(String name, String image, long replicas) {
    return ServiceSpec.of(
        name, TaskSpec.of(ContainerSpec.of(image)), ServiceMode.ofReplicas(replicas));
  }

  private ServiceSpec changed(ServiceSpec spec) {
    TaskSpec task = spec.taskTemplate();
    @Nullable ContainerSpec container = task.containerSpec();
    if (container == null || random.nextInt(3) == 0) {
      return spec.withTaskTemplate(task.withForceUpdate(task.forceUpdate() + 1));
    }
    List<String> env = new ArrayList<>(List.of("N=" + random.nextInt(1000)));
    return spec.withTaskTemplate(task.withContainerSpec(container.withEnv(env)));
  }

  /** A change of a spec. */
  @FunctionalInterface
  interface Change {
    ServiceSpec of(ServiceSpec before);
  }
}
