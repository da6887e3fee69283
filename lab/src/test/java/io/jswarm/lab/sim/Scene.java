package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.sim.SimLogSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A calm cluster of three managers and four workers, and the words to say what becomes of it. */
abstract class Scene {
  final SimCluster world = calm(7);
  final Users users = new Users(world);

  static SimCluster calm(long seed) {
    return new SimCluster(seed, new SimCluster.Shape(3, 4, SimLogSettings.CALM, Mutant.NONE));
  }

  ManagerProcess leader() {
    ManagerProcess leader = world.leader();
    if (leader == null) {
      throw new AssertionError("nobody leads");
    }
    return leader;
  }

  ManagerProcess follower() {
    return world.managers().running().stream()
        .filter(manager -> !manager.leader.isHere())
        .findFirst()
        .orElseThrow();
  }

  /** Asks under the same id until it is done. */
  static void repeat(ManagerProcess via, Request request, List<CommandResult> answers) {
    via.submit(
        request,
        answer -> {
          if (!(answer instanceof CommandResult.Done)) {
            repeat(via, request, answers);
          } else {
            answers.add(answer);
          }
        });
  }

  static Request request(String id, Command command) {
    return new Request(id, "m1", Request.LOCAL, command);
  }

  void create(String name, String image, long replicas) {
    users.create(leader(), Users.spec(name, image, replicas));
  }

  void deploy(String name, String image, long replicas) {
    deploy(Users.spec(name, image, replicas));
  }

  void deploy(ServiceSpec spec) {
    users.create(leader(), spec);
    long replicas = spec.workload() instanceof Workload.Replicated(int wanted) ? wanted : 0;
    world.until(
        spec.name() + " runs",
        () -> running(spec.name()).size() == replicas && Convergence.missing(world).isEmpty());
  }

  /** Simulated engines fail now and then, which is to stop nothing. */
  static io.jswarm.api.model.UpdateConfig oneAtATime(String order) {
    return new io.jswarm.api.model.UpdateConfig(
        1, Duration.ZERO, "continue", Duration.ZERO, 0, order);
  }

  Service service(String name) {
    Service service = world.image().serviceByName(name);
    if (service == null) {
      throw new AssertionError("no service " + name);
    }
    return service;
  }

  /** Tasks of the service that the cluster sees running and wants to. */
  List<Task> running(String name) {
    ClusterImage image = world.image();
    Service service = image.serviceByName(name);
    return service == null
        ? List.of()
        : image.tasksOfService(service.id()).stream()
            .filter(task -> task.status().state() == TaskState.RUNNING)
            .filter(task -> task.desiredState() == TaskState.RUNNING)
            .toList();
  }

  long runningReachable(String name) {
    return running(name).stream().filter(task -> state(task.nodeId()) == NodeState.READY).count();
  }

  void loseForGood(String worker) {
    world.worker(worker).losePower();
    for (String manager : world.managers().hosts()) {
      world.network().cut(worker, manager);
    }
  }

  NodeState state(String nodeId) {
    Node node = world.image().node(nodeId);
    return node == null ? NodeState.UNKNOWN : node.status().state();
  }

  Set<String> tasksOn(String host) {
    Set<String> tasks = new TreeSet<>();
    world
        .ledger()
        .containers()
        .running()
        .forEach((task, on) -> {
          if (on.equals(host)) {
            tasks.add(task);
          }
        });
    return tasks;
  }
}
