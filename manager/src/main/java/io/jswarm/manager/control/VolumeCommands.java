package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ClusterVolumeSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Version;
import io.jswarm.api.model.VolumeCreate;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes cluster volumes. That a plugin makes them in turn is not here. */
final class VolumeCommands {
  /** All of them are held in the memory of each manager. */
  private static final int VOLUMES_MAX = 10_000;

  private VolumeCommands() {}

  static Decision execute(Turn turn, Command.OfVolume command) {
    return switch (command) {
      case Command.CreateVolume create -> create(turn, create.spec());
      case Command.UpdateVolume update -> update(turn, update);
      case Command.RemoveVolume remove -> remove(turn, remove);
    };
  }

  private static Decision create(Turn turn, VolumeCreate wanted) {
    ClusterImage image = turn.image();
    ClusterVolumeSpec spec = wanted.clusterVolumeSpec();
    if (spec == null) {
      return Decision.invalid("a cluster volume needs a ClusterVolumeSpec");
    }
    String fault = VolumeValidation.check(wanted, spec);
    if (fault == null) {
      fault = missingSecret(image, spec);
    }
    if (fault != null) {
      return Decision.invalid(fault);
    }
    if (image.volumeByName(wanted.name()) != null) {
      return new Decision.Rejected(
          new Refusal(
              Refusal.Kind.ALREADY_EXISTS,
              "name conflicts with an existing object: volume "
                  + wanted.name()
                  + " already exists"));
    }
    if (image.volumes().size() >= VOLUMES_MAX) {
      return Decision.precondition(
          "the cluster has %d volumes, which is the most it may have".formatted(VOLUMES_MAX));
    }
    String id = turn.mintId();
    turn.add(
        new Change.PutVolume(
            new ClusterVolume(
                id,
                Version.ZERO,
                turn.at(),
                turn.at(),
                wanted.name(),
                wanted.driver(),
                wanted.driverOpts(),
                wanted.labels(),
                spec.withAvailability(spec.availabilityOrDefault()))));
    return new Decision.Accepted(id);
  }

  private static @Nullable String missingSecret(ClusterImage image, ClusterVolumeSpec spec) {
    return spec.secrets().stream()
        .map(ClusterVolumeSpec.VolumeSecret::secret)
        .filter(each -> image.secret(each) == null && image.secretByName(each) == null)
        .findFirst()
        .map(each -> "secret not found: " + each)
        .orElse(null);
  }

  private static Decision update(Turn turn, Command.UpdateVolume command) {
    return switch (References.volume(turn.image(), command.volume())) {
      case Found.Nothing<ClusterVolume>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<ClusterVolume>(ClusterVolume volume) -> {
        String fault = VolumeValidation.availability(command.availability());
        if (volume.version().index() != command.version()) {
          yield Decision.outOfSequence();
        }
        if (fault != null) {
          yield Decision.invalid(fault);
        }
        turn.add(
            new Change.PutVolume(
                volume.withSpec(volume.spec().withAvailability(command.availability()))));
        yield new Decision.Accepted(volume.id());
      }
    };
  }

  private static Decision remove(Turn turn, Command.RemoveVolume command) {
    return switch (References.volume(turn.image(), command.volume())) {
      case Found.Nothing<ClusterVolume>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<ClusterVolume>(ClusterVolume volume) -> {
        List<String> users = users(turn.image(), volume);
        if (!command.force() && !users.isEmpty()) {
          yield Decision.precondition(
              "volume %s is in use by the following %s: %s"
                  .formatted(
                      volume.name(),
                      users.size() == 1 ? "service" : "services",
                      String.join(", ", users)));
        }
        turn.add(new Change.RemoveVolume(volume.id()));
        yield new Decision.Accepted(volume.id());
      }
    };
  }

  /** Names of the services that mount it by its name or id. */
  private static List<String> users(ClusterImage image, ClusterVolume volume) {
    return image.services().values().stream()
        .filter(service -> mounts(service, volume))
        .map(service -> service.spec().name())
        .toList();
  }

  private static boolean mounts(Service service, ClusterVolume volume) {
    ContainerSpec container = service.spec().taskTemplate().containerSpec();
    return container != null
        && container.mounts().stream()
            .filter(mount -> mount.type().equals("cluster"))
            .anyMatch(mount ->
                mount.source().equals(volume.name()) || mount.source().equals(volume.id()));
  }
}
