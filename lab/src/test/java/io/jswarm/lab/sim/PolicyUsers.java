package io.jswarm.lab.sim;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.WorkloadPolicy;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever runs the cluster, who says anew what services may have of their hosts, and users whose
 * services ask for some of it. Now and then the answer is no, to both.
 */
final class PolicyUsers {
  private static final List<WorkloadPolicy> POLICIES =
      List.of(
          WorkloadPolicy.NONE,
          new WorkloadPolicy(true, false, List.of()),
          new WorkloadPolicy(false, true, List.of("/dev/fuse")),
          new WorkloadPolicy(true, true, List.of("/dev/snd/*", "/dev/fuse")));

  private static final String PRIVILEGED = "{\"Privileged\":true}";

  /** Members of a container's spec; the first asks for nothing. */
  private static final List<String> WISHES =
      List.of(
          "{}",
          PRIVILEGED,
          "{\"Gpus\":1}",
          "{\"Devices\":[{\"PathOnHost\":\"/dev/fuse\"}]}",
          "{\"Devices\":[{\"PathOnHost\":\"/dev/snd/timer\"}],\"Gpus\":1}");

  private final Random random;
  private final Users users;

  PolicyUsers(SimCluster world, Users users) {
    this.random = world.random();
    this.users = users;
  }

  /** Somebody says what services may have from now on. */
  void act(ManagerProcess manager) {
    ClusterState cluster = manager.store.image().cluster();
    if (cluster != null) {
      Swarm swarm = cluster.swarm();
      WorkloadPolicy some = POLICIES.get(random.nextInt(POLICIES.size()));
      WorkloadPolicy next = random.nextInt(3) == 0 ? some : swarm.spec().policy().and(some);
      users.submit(
          manager,
          new Command.UpdateSwarm(
              swarm.version().index(),
              swarm.spec().withWorkloadPolicy(next),
              Command.Rotation.NONE));
    }
  }

  /** The same service with something else of its hosts, mostly what it may have, or nothing. */
  ServiceSpec asking(ServiceSpec spec, ClusterImage image) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null) {
      return spec;
    }
    boolean modest = random.nextInt(4) > 0;
    String wish = WISHES.get(random.nextInt(WISHES.size()));
    ServiceSpec asking = with(spec, container, wish);
    return modest && !PolicyRules.allows(image, asking.taskTemplate())
        ? with(spec, container, WISHES.getFirst())
        : asking;
  }

  private static ServiceSpec with(ServiceSpec spec, ContainerSpec container, String wish) {
    return spec.withTaskTemplate(spec.taskTemplate().withContainerSpec(with(container, wish)));
  }

  private static ContainerSpec with(ContainerSpec container, String wish) {
    ObjectNode members = Json.mapper().valueToTree(container);
    members.remove(List.of("Privileged", "Gpus", "Devices"));
    members.setAll((ObjectNode) Json.mapper().readTree(wish));
    return Json.read(members.toString(), ContainerSpec.class);
  }

  /** The same container, but privileged. */
  static ContainerSpec privileged(ContainerSpec container) {
    return with(container, PRIVILEGED);
  }
}
