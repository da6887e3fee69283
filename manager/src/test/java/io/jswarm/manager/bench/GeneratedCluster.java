package io.jswarm.manager.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import io.jswarm.scheduler.constraint.Constraints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster whose services, nodes and tasks change at random under one leader after another, and
 * which can say what of its services' specs is not so.
 */
public final class GeneratedCluster {
  private static final int NODES_MAX = 6;
  private static final int SERVICES_MAX = 6;

  /** Longer than a service is left alone whose tasks could not be moved. */
  private static final int QUIET_TIMES = 6;

  private final Random random;
  private final Bench bench;
  private int nodes;
  private int services;
  private long term = 1;

  public GeneratedCluster(long seed) {
    random = new Random(seed);
    nodes = 1 + random.nextInt(4);
    bench = Bench.withNodes(nodes);
  }

  /** So many things happen, one after the other. */
  public void change(int times) {
    for (int i = 0; i < times; i++) {
      changeOnce();
      assertThat(doubles()).isEmpty();
    }
  }

  private void changeOnce() {
    switch (random.nextInt(14)) {
      case 0, 1 -> create();
      case 2 -> update();
      case 3 -> scale();
      case 4 -> changeNode();
      case 5 -> observe();
      case 6 -> comeOrGo();
      case 7, 8 -> end();
      case 9 -> bench.pass(Duration.ofMillis(random.nextInt(20_000)));
      case 10 -> newTerm();
      case 11, 12 -> rebalance();
      default -> bench.obey();
    }
  }

  private void create() {
    if (bench.image.services().size() == SERVICES_MAX) {
      bench.submit(new Command.RemoveService(some(bench.image.services().values()).id()));
      return;
    }
    ServiceSpec spec = Fixtures.web(1).withName("s" + ++services).withMode(mode(random.nextInt(4)));
    if (random.nextInt(3) == 0) {
      spec = Fixtures.constrained(spec, "node.labels.disk != slow");
    }
    if (random.nextInt(3) == 0 && spec.workload() instanceof Workload.Replicated) {
      spec =
          Fixtures.task(
              spec, t -> t.withPlacement(t.placementOrAnywhere().withRebalance(Placement.AUTO)));
    }
    if (random.nextInt(3) == 0 && !spec.workload().isJob()) {
      String order = random.nextBoolean() ? "start-first" : "stop-first";
      spec = spec.withUpdateConfig(Fixtures.updating(random.nextInt(3), order));
    }
    bench.create(spec);
  }

  private ServiceMode mode(int kind) {
    return switch (kind) {
      case 0 -> ServiceMode.ofReplicas(random.nextInt(7));
      case 1 -> ServiceMode.ofGlobal();
      case 2 -> ServiceMode.ofReplicatedJob(random.nextInt(4), random.nextInt(7));
      default -> ServiceMode.ofGlobalJob();
    };
  }

  private void update() {
    if (!bench.image.services().isEmpty()) {
      Service service = some(bench.image.services().values());
      bench.update(service, Fixtures.image(service.spec(), "busybox:" + random.nextInt(99)));
    }
  }

  private void scale() {
    if (!bench.image.services().isEmpty()) {
      Service service = some(bench.image.services().values());
      int kind =
          switch (service.spec().workload()) {
            case Workload.Replicated(int _) -> 0;
            case Workload.Global() -> 1;
            case Workload.ReplicatedJob(int _, int _) -> 2;
            case Workload.GlobalJob() -> 3;
          };
      bench.update(service, service.spec().withMode(mode(kind)));
    }
  }

  /** Of those that can be; of the others it is refused. */
  private void rebalance() {
    if (!bench.image.services().isEmpty()) {
      String id = some(bench.image.services().values()).id();
      bench.submit(
          new Command.RebalanceServices(List.of(new Command.ToRebalance(id, random.nextInt(3)))));
    }
  }

  private void changeNode() {
    Node node = some(bench.image.nodes().values());
    if (random.nextBoolean()) {
      bench.available(node.id(), List.of("active", "pause", "drain").get(random.nextInt(3)));
    } else {
      bench.label(node.id(), Map.of("disk", random.nextBoolean() ? "slow" : "fast"));
    }
  }

  private void observe() {
    boolean up = random.nextBoolean();
    bench.observe(some(bench.image.nodes().values()).id(), up ? NodeState.READY : NodeState.DOWN);
  }

  private void comeOrGo() {
    if (bench.image.nodes().size() < NODES_MAX) {
      bench.join("n" + ++nodes);
    } else {
      bench.submit(new Command.RemoveNode(some(bench.image.nodes().values()).id(), true));
    }
  }

  /** A task ends by itself, well or not. */
  private void end() {
    List<Task> running =
        bench.image.tasks().values().stream()
            .filter(task -> task.status().state() == TaskState.RUNNING)
            .toList();
    if (!running.isEmpty()) {
      TaskState how = random.nextBoolean() ? TaskState.COMPLETE : TaskState.FAILED;
      bench.report(some(running), how);
    }
  }

  private void newTerm() {
    bench.leadAgain(++term);
  }

  private <T> T some(java.util.Collection<T> all) {
    return List.copyOf(all).get(random.nextInt(all.size()));
  }

  // ---- the end ----

  /** All nodes are well, workers obey, time passes, and jobs run to their ends. */
  public void calm() {
    for (Node node : List.copyOf(bench.image.nodes().values())) {
      bench.observe(node.id(), NodeState.READY);
      bench.available(node.id(), "active");
    }
    int left = 100;
    int quiet = 0;
    while (quiet < QUIET_TIMES && left-- > 0) {
      int before = bench.rounds.size();
      bench.obey();
      bench.pass(Duration.ofMinutes(2));
      quiet = completeJobs() || bench.rounds.size() > before ? 0 : quiet + 1;
    }
    assertThat(left).as("times that something went on").isPositive();
    bench.obey();
  }

  private boolean completeJobs() {
    boolean moved = false;
    for (Task task : List.copyOf(bench.image.tasks().values())) {
      boolean runs = bench.task(task.id()).status().state() == TaskState.RUNNING;
      if (runs && task.jobIteration() != null) {
        bench.report(task, TaskState.COMPLETE);
        moved = true;
      }
    }
    return moved;
  }

  /** How many rounds a new leader makes of what is as it should be. */
  public int roundsOfAnotherTerm() {
    int before = bench.rounds.size();
    newTerm();
    bench.pass(Duration.ofMinutes(2));
    return bench.rounds.size() - before;
  }

  /** In sentences what of the services' specs is not so. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(doubles());
    for (Service service : bench.image.services().values()) {
      Set<String> runs = new TreeSet<>();
      bench.running(service).forEach(task -> runs.add(place(service, task)));
      Set<String> expected = expected(service);
      completed(service).forEach(task -> expected.remove(place(service, task)));
      boolean current =
          bench.running(service).stream()
              .allMatch(task -> task.spec().equals(service.spec().taskTemplate()));
      boolean anySlots = service.spec().workload() instanceof Workload.Replicated;
      boolean there = anySlots ? runs.size() == expected.size() : runs.equals(expected);
      if (!there || !current) {
        missing.add(
            "%s, %s, runs at %s and not at %s"
                .formatted(service.spec().name(), service.spec().workload(), runs, expected));
      }
    }
    return missing;
  }

  /** Places with more live tasks than there may be, or completed twice. */
  private List<String> doubles() {
    List<String> doubles = new ArrayList<>();
    for (Service service : bench.image.services().values()) {
      boolean twoMay =
          service.spec().updateConfig() != null
              && service.spec().updateConfig().orderOrDefault().equals("start-first");
      Set<String> relieved = new TreeSet<>();
      bench.wanted(service).stream()
          .filter(next -> isWanted(next.relieves()))
          .forEach(next -> relieved.add(place(service, next)));
      Map<String, Integer> wanted = new java.util.TreeMap<>();
      bench.wanted(service).forEach(task -> wanted.merge(place(service, task), 1, Integer::sum));
      wanted.forEach((place, count) -> {
        if (count > (twoMay || relieved.contains(place) ? 2 : 1)) {
          doubles.add("%d tasks at %s".formatted(count, place));
        }
      });
      if (service.spec().workload() instanceof Workload.ReplicatedJob(int most, int _)
          && wanted.size() > most) {
        doubles.add("%s runs %d of %d".formatted(service.spec().name(), wanted.size(), most));
      }
      for (Task done : completed(service)) {
        if (wanted.containsKey(place(service, done))) {
          doubles.add("%s is done and runs".formatted(place(service, done)));
        }
      }
    }
    return doubles;
  }

  private boolean isWanted(String taskId) {
    Task task = taskId.isEmpty() ? null : bench.image.task(taskId);
    return task != null && Fixtures.isWanted(task);
  }

  private List<Task> completed(Service service) {
    JobStatus job = service.jobStatus();
    return job == null
        ? List.of()
        : bench.tasks(
            service,
            task ->
                task.status().state() == TaskState.COMPLETE
                    && job.jobIteration().equals(task.jobIteration()));
  }

  private static String place(Service service, Task task) {
    boolean perNode = service.spec().workload().isPerNode();
    return service.spec().name() + "." + (perNode ? task.nodeId() : "" + task.slot());
  }

  private Set<String> expected(Service service) {
    Set<String> places = new TreeSet<>();
    String name = service.spec().name() + ".";
    switch (service.spec().workload()) {
      case Workload.Replicated(int replicas) -> {
        for (int slot = 1; slot <= replicas; slot++) {
          places.add(name + slot);
        }
      }
      case Workload.ReplicatedJob(int concurrent, int total) -> {
        for (int slot = 0; slot < total && concurrent > 0; slot++) {
          places.add(name + slot);
        }
      }
      case Workload.Global(), Workload.GlobalJob() -> {
        Constraints constraints =
            Constraints.parse(service.spec().taskTemplate().placementOrAnywhere().constraints());
        JobStatus job = service.jobStatus();
        for (Node node : bench.image.nodes().values()) {
          boolean late = job != null && node.createdAt().isAfter(job.lastExecution());
          if (!late && constraints.matches(node)) {
            places.add(name + node.id());
          }
        }
      }
    }
    return places;
  }
}
