package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ClusterVolumeSpec;
import io.jswarm.api.model.ClusterVolumeSpec.AccessMode;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.VolumeCreate;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Users who make, pause and remove cluster volumes, and have services mount them. */
final class VolumeUsers {
  private static final int VOLUMES_MAX = 4;
  private static final List<String> SHARINGS = List.of("none", "onewriter", "readonly", "all");
  private static final List<String> AVAILABILITIES = List.of("active", "pause", "drain");
  private static final String FAST = "fast";
  private static final String GROUP = "group:" + FAST;

  private final Random random;
  private final Users users;
  private int names;

  VolumeUsers(SimCluster world, Users users) {
    this.random = world.random();
    this.users = users;
  }

  /** Somebody does something to a volume. */
  void act(ManagerProcess manager) {
    List<ClusterVolume> volumes = volumes(manager.store.image());
    int what = random.nextInt(5);
    if (volumes.isEmpty() || (what < 2 && volumes.size() < VOLUMES_MAX)) {
      users.submit(manager, new Command.CreateVolume(some()));
      return;
    }
    ClusterVolume volume = volumes.get(random.nextInt(volumes.size()));
    users.submit(
        manager,
        what < 3
            ? new Command.UpdateVolume(
                volume.id(), volume.version().index(), AVAILABILITIES.get(random.nextInt(3)))
            : new Command.RemoveVolume(volume.id(), random.nextInt(3) == 0));
  }

  private static List<ClusterVolume> volumes(ClusterImage image) {
    return List.copyOf(image.volumes().values());
  }

  private VolumeCreate some() {
    String scope = random.nextInt(3) == 0 ? "single" : "multi";
    AccessMode mode =
        new AccessMode(
            scope,
            SHARINGS.get(random.nextInt(SHARINGS.size())),
            new ClusterVolumeSpec.TypeMount("", List.of()),
            null);
    String group = random.nextInt(3) == 0 ? FAST : "";
    return new VolumeCreate(
        "volume" + ++names,
        "csi",
        Map.of(),
        Map.of(),
        new ClusterVolumeSpec(group, mode, null, null, List.of(), ""));
  }

  /**
   * Mostly the same service without such mounts; now and then with one, of a volume or a group that
   * may be there or not. Its tasks then wait: so do runs of a job, which must not pile up.
   */
  ServiceSpec mounting(ServiceSpec spec, ClusterImage image) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null || spec.workload().isJob()) {
      return spec;
    }
    int what = random.nextInt(12);
    ServiceSpec mounting =
        with(
            spec,
            container,
            what < 3 ? List.of(mount(what == 0 ? GROUP : some(image))) : List.of());
    return what < 3 ? alone(mounting) : mounting;
  }

  private static ServiceSpec with(ServiceSpec spec, ContainerSpec container, List<Mount> mounts) {
    return spec.withTaskTemplate(
        spec.taskTemplate().withContainerSpec(container.withMounts(mounts)));
  }

  /** Nobody calls what waits, so that nothing but its volume is amiss should it run. */
  private static ServiceSpec alone(ServiceSpec spec) {
    return spec.withTaskTemplate(spec.taskTemplate().withNetworks(List.of()))
        .withEndpointSpec(new EndpointSpec("vip", List.of()));
  }

  /** The name of one of the volumes, or of one that nobody has made. */
  private String some(ClusterImage image) {
    List<ClusterVolume> volumes = volumes(image);
    return volumes.isEmpty() ? "nowhere" : volumes.get(random.nextInt(volumes.size())).name();
  }

  private Mount mount(String source) {
    boolean readOnly = random.nextInt(3) == 0;
    return new Mount("cluster", source, "/data", readOnly, "", null, null, null, null, null);
  }
}
