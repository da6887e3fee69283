package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** People and programs that change services and nodes at random, through any manager. */
final class Users {
  private static final List<String> IMAGES =
      List.of("steady steady steady steady-checked stubborn crashing ending missing".split(" "));
  private static final List<String> CONSTRAINTS =
      List.of("node.hostname != w1", "node.labels.disk != slow");
  private static final List<Workload> MODES =
      List.of(
          new Workload.Global(),
          new Workload.Global(),
          new Workload.ReplicatedJob(1, 1),
          new Workload.GlobalJob());
  private static final int SERVICES_MAX = 8;
  private static final long AN_EIGHTH_OF_A_CORE = 125_000_000L;

  private final SimCluster world;
  private final Random random;
  private final Answers answers;
  private final NetworkUsers networks;
  private final PayloadUsers payloads;
  private final PolicyUsers policies;
  private final VolumeUsers volumes;
  private final NodeUsers nodes;
  private int requests;
  private int names;
  private int done;
  private int refused;
  private int unanswered;

  Users(SimCluster world) {
    this.world = world;
    this.random = world.random();
    this.answers = new Answers(world.ledger());
    this.networks = new NetworkUsers(world, this);
    this.payloads = new PayloadUsers(world, this);
    this.policies = new PolicyUsers(world, this);
    this.volumes = new VolumeUsers(world, this);
    this.nodes = new NodeUsers(world, this);
  }

  /** Those who look after hosts. */
  NodeUsers nodes() {
    return nodes;
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
    List<ManagerProcess> managers = world.managers().running();
    if (managers.isEmpty()) {
      return;
    }
    ManagerProcess manager = managers.get(random.nextInt(managers.size()));
    ClusterImage image = manager.store.image();
    List<Service> services = List.copyOf(image.services().values());
    Service service = services.isEmpty() ? null : services.get(random.nextInt(services.size()));
    if (random.nextInt(6) == 0) {
      networks.act(manager);
      return;
    }
    if (random.nextInt(8) == 0) {
      payloads.act(manager);
      return;
    }
    if (random.nextInt(12) == 0) {
      policies.act(manager);
      return;
    }
    if (random.nextInt(14) == 0) {
      volumes.act(manager);
      return;
    }
    if (random.nextInt(8) == 0 && !services.isEmpty()) {
      rebalance(manager, services);
      return;
    }
    int what = random.nextInt(world.managersAreNodes() ? 16 : 14);
    if (service == null || (what < 3 && services.size() < SERVICES_MAX)) {
      ServiceSpec spec = payloads.trusted(networks.connected(randomSpec(), image), image);
      create(manager, volumes.mounting(policies.asking(spec, image), image));
    } else if (what < 6) {
      boolean counts = !service.spec().workload().isPerNode();
      update(manager, service, spec -> counts ? rescheduled(spec) : changed(spec));
    } else if (what < 8) {
      update(
          manager,
          service,
          spec ->
              switch (random.nextInt(6)) {
                case 0 -> networks.connected(spec, image);
                case 1 -> payloads.trusted(spec, image);
                case 2 -> policies.asking(spec, image);
                case 3 -> volumes.mounting(spec, image);
                default -> changed(spec);
              });
    } else if (what == 8) {
      submit(manager, new Command.RollbackService(service.id(), service.version().index()));
    } else if (what == 9) {
      submit(manager, new Command.RemoveService(service.id()));
    } else {
      nodes.act(manager, what - 10);
    }
  }

  void create(ManagerProcess manager, ServiceSpec spec) {
    submit(manager, new Command.CreateService(spec, null));
  }

  private void update(ManagerProcess manager, Service service, Change change) {
    ServiceSpec next = change.of(service.spec());
    submit(manager, new Command.UpdateService(service.id(), service.version().index(), next, null));
  }

  /** Often its tasks cannot be moved, and the answer is no. */
  private void rebalance(ManagerProcess manager, List<Service> services) {
    Service service = services.get(random.nextInt(services.size()));
    submit(
        manager,
        new Command.RebalanceServices(
            List.of(new Command.ToRebalance(service.id(), random.nextInt(3)))));
  }

  /** Networks that are too small for what is asked are to grow; asked for until it is so. */
  boolean enlargeAll() {
    ManagerProcess leader = world.leader();
    return leader != null && networks.enlargeAll(leader);
  }

  /** Now and then the same request is made at two managers, as an impatient client may. */
  void submit(ManagerProcess manager, Command command) {
    Request request =
        new Request("request-%06d".formatted(++requests), manager.id, Request.LOCAL, command);
    ask(manager, request);
    List<ManagerProcess> managers = world.managers().running();
    if (random.nextInt(8) == 0) {
      ask(managers.get(random.nextInt(managers.size())), request);
    }
  }

  private void ask(ManagerProcess manager, Request request) {
    String id = request.requestId();
    long since = world.ledger().rounds();
    unanswered++;
    answers.asked(request);
    world
        .trace()
        .add(id + " " + request.command().getClass().getSimpleName() + " at " + manager.id);
    manager.submit(
        request,
        result -> {
          unanswered--;
          world.trace().add(id + " " + result.getClass().getSimpleName());
          switch (result) {
            case CommandResult.Done answer -> {
              done++;
              answers.done(request, answer);
            }
            case CommandResult.Refused(var refusal) -> {
              refused++;
              answers.refused(request.command(), refusal, since);
            }
            case CommandResult.NotLeader _, CommandResult.Unknown _ -> {}
          }
        });
  }

  /** What was acknowledged and not taken back must be there. */
  void checkAcknowledged() {
    answers.check(world.image());
  }

  private ServiceSpec randomSpec() {
    String image = IMAGES.get(random.nextInt(IMAGES.size()));
    ServiceSpec spec =
        spec("s" + ++names, image, random.nextInt(7))
            .withLabels(Map.of("team", "a", "tier", "b", "zone", "c"));
    TaskSpec task = spec.taskTemplate();
    if (random.nextInt(3) == 0) {
      List<GenericResource> pieces =
          random.nextBoolean() ? List.of() : List.of(GenericResource.discrete("gpu", 1));
      Resources reserved = new Resources(AN_EIGHTH_OF_A_CORE, 0, pieces);
      task = task.withResources(new ResourceRequirements(null, reserved, null, null));
    }
    if (random.nextInt(4) == 0) {
      task =
          task.withPlacement(
              new Placement(List.of(CONSTRAINTS.get(random.nextInt(2))), List.of(), 0, List.of()));
    }
    if (random.nextInt(3) == 0) {
      task = task.withRestartPolicy(new RestartPolicy("any", Duration.ofMillis(700), null, null));
    }
    boolean fence = random.nextInt(3) == 0;
    task = task.withFence(fence);
    if (random.nextInt(3) == 0) {
      spec = spec.withMode(scaled(MODES.get(random.nextInt(MODES.size()))));
    } else if (random.nextInt(3) == 0) {
      spec = autoscaled(spec);
    }
    if (spec.workload().isJob()) {
      return ScheduleUsers.scheduled(spec.withTaskTemplate(task), names);
    }
    if (spec.workload() instanceof Workload.Replicated && !fence && random.nextInt(3) == 0) {
      task = task.withPlacement(task.placementOrAnywhere().withRebalance(Placement.AUTO));
    }
    ServiceSpec service =
        spec.withTaskTemplate(task)
            .withUpdateConfig(randomConfig(List.of("", "pause", "continue", "rollback"), fence))
            .withRollbackConfig(
                random.nextInt(3) == 0
                    ? null
                    : randomConfig(List.of("", "pause", "continue"), fence));
    return ScheduleUsers.scheduled(service, names);
  }

  /** Of what is fenced no two may run, not even for a moment. */
  private UpdateConfig randomConfig(List<String> actions, boolean fence) {
    return new UpdateConfig(
        random.nextInt(4),
        Duration.ofMillis(random.nextInt(3) * 700L),
        actions.get(random.nextInt(actions.size())),
        random.nextInt(4) == 0 ? null : Duration.ofMillis(random.nextInt(4) * 900L),
        random.nextInt(3) == 0 ? 0.5 : 0,
        !fence && random.nextInt(3) == 0 ? "start-first" : "stop-first");
  }

  /** One whose tasks share a load, and become as many as it calls for. */
  private ServiceSpec autoscaled(ServiceSpec spec) {
    long min = 1L + random.nextInt(2);
    Autoscale wish = new Autoscale(min, min + 1 + random.nextInt(4), 50, 0, Duration.ofSeconds(10));
    Map<String, String> labels = new TreeMap<>(spec.labels());
    labels.put(Loads.LABEL, Integer.toString(50 + random.nextInt(2_000)));
    ReplicatedService mode = new ReplicatedService(min, wish);
    return spec.withLabels(labels).withMode(new ServiceMode(mode, null, null, null));
  }

  /** Now and then a number is refused, or nobody follows the load any more. */
  private ServiceMode scaled(ServiceSpec spec) {
    return spec.autoscale() != null && random.nextInt(3) > 0
        ? spec.mode().withReplicas(random.nextInt(7))
        : scaled(spec.workload());
  }

  private ServiceSpec rescheduled(ServiceSpec spec) {
    ServiceSpec scaled = spec.withMode(scaled(spec)).withSchedule(spec.schedule());
    return ScheduleUsers.suspended(scaled, requests);
  }

  /** The same mode with other numbers, where it has any. */
  private ServiceMode scaled(Workload workload) {
    return switch (workload) {
      case Workload.Replicated(int _) -> ServiceMode.ofReplicas(random.nextInt(9));
      case Workload.Global() -> ServiceMode.ofGlobal();
      case Workload.ReplicatedJob(int _, int _) ->
          ServiceMode.ofReplicatedJob(1 + random.nextInt(3), random.nextInt(6));
      case Workload.GlobalJob() -> ServiceMode.ofGlobalJob();
    };
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
    if (random.nextInt(3) == 0) {
      String image = IMAGES.get(random.nextInt(IMAGES.size()));
      return ScheduleUsers.bearable(
          spec.withTaskTemplate(task.withContainerSpec(container.withImage(image))));
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
