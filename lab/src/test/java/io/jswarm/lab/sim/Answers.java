package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.RequestOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What users were told, held against the rounds: what is done is in the round that was named and
 * nowhere before; the same request has one answer however often it is asked; a refusal was true at
 * some moment between the question and the answer; and what was created stays until somebody asks
 * for its end and is not refused.
 */
final class Answers {
  private final Ledger ledger;
  private final Map<String, CommandResult.Done> done = new TreeMap<>();
  private final Map<String, String> created = new TreeMap<>();
  private final Map<String, Integer> removals = new TreeMap<>();
  private final Set<String> removed = new TreeSet<>();

  Answers(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Somebody asks. */
  void asked(Request request) {
    countRemoval(request.command(), 1);
  }

  /** Those that may have been done, by what they remove. */
  private void countRemoval(Command command, int by) {
    switch (command) {
      case Command.RemoveService(String id) -> removals.merge(id, by, Integer::sum);
      case Command.RemoveVolume(String id, boolean _) -> removals.merge(id, by, Integer::sum);
      default -> {}
    }
  }

  /** It is done, somebody is told. */
  void done(Request request, CommandResult.Done answer) {
    CommandResult.Done known = done.putIfAbsent(request.requestId(), answer);
    require(
        known == null || known.equals(answer),
        () -> "%s has two answers: %s and %s".formatted(request.requestId(), known, answer));
    ClusterImage image = ledger.imageAfter(answer.round());
    RequestOutcome kept = image.request(request.requestId());
    require(
        kept != null
            && answer.equals(Cbor.LENIENT.read(kept.result().toArray(), CommandResult.class)),
        () -> "%s is acknowledged, and not in round %d".formatted(request, answer.round()));
    require(
        ledger.imageAfter(answer.round() - 1).request(request.requestId()) == null,
        () -> "%s was done before the round it names".formatted(request));
    ledger.acknowledge(answer.round());
    holds(request.command(), answer, image);
  }

  private void holds(Command command, CommandResult.Done answer, ClusterImage image) {
    boolean holds =
        switch (command) {
          case Command.CreateService(var spec, var _) -> {
            created.put(answer.id(), spec.name());
            Service service = image.service(answer.id());
            yield service != null && isOrWas(spec, service, answer.round());
          }
          case Command.UpdateService update -> {
            Service after = image.service(answer.id());
            yield after == null
                || isOrWas(update.spec(), after, answer.round())
                || after.version().index() > answer.round();
          }
          case Command.RemoveService(String service) -> {
            removed.add(service);
            yield image.service(service) == null;
          }
          case Command.AdmitNode admit -> image.node(admit.nodeId()) != null;
          case Command.RemoveNode remove -> image.node(remove.node()) == null;
          case Command.CreateNetwork create -> {
            Network network = image.network(answer.id());
            yield network != null && network.name().equals(create.spec().name());
          }
          case Command.UpdateNetwork update -> hasSubnets(image.network(answer.id()), update);
          case Command.RemoveNetwork _ -> image.network(answer.id()) == null;
          case Command.CreateSecret _ -> image.secret(answer.id()) != null;
          case Command.CreateConfig _ -> image.config(answer.id()) != null;
          case Command.RotatePayload(var kind, var _, var _) ->
              image.payload(kind, answer.id()) != null;
          case Command.RemovePayload(var kind, var _) -> image.payload(kind, answer.id()) == null;
          case Command.UpdateSecret _, Command.UpdateConfig _ -> true;
          case Command.OfVolume ofVolume -> holds(ofVolume, answer, image);
          case Command.UpdateSwarm(long _, var spec, var _) ->
              PolicyRules.policy(image).equals(spec.policy());
          case Command.RollbackService _,
              Command.RebalanceServices _,
              Command.UpdateNode _,
              Command.AddMember _,
              Command.RemoveMember _ ->
              true;
        };
    require(holds, () -> "%s is acknowledged and not there".formatted(command));
  }

  /** It may have been changed or removed once more in the same round. */
  private boolean holds(Command.OfVolume command, CommandResult.Done answer, ClusterImage image) {
    ClusterVolume volume = image.volume(answer.id());
    return switch (command) {
      case Command.CreateVolume(var spec) -> {
        created.put(answer.id(), spec.name());
        yield volume != null && volume.name().equals(spec.name());
      }
      case Command.UpdateVolume update ->
          volume == null || volume.spec().availability().equals(update.availability());
      case Command.RemoveVolume(String _, boolean force) -> {
        removed.add(answer.id());
        ClusterImage before = ledger.imageAfter(answer.round() - 1);
        ClusterVolume last = before.volume(answer.id());
        yield volume == null
            && (force || last == null || !VolumeRules.isMounted(last, before, image));
      }
    };
  }

  /** A secret of it may have been rotated in the same round, or its tasks have become more. */
  private static boolean isOrWas(ServiceSpec spec, Service service, long round) {
    boolean moved = spec.equals(service.previousSpec()) || service.spec().isScaleOf(spec);
    return service.spec().equals(spec) || (service.version().index() == round && moved);
  }

  private static boolean hasSubnets(@Nullable Network network, Command.UpdateNetwork update) {
    if (network == null) {
      return true; // removed in the same round
    }
    List<IpamConfig> configs = network.ipam().config();
    return configs != null
        && configs.stream().map(IpamConfig::subnet).toList().containsAll(update.addSubnets());
  }

  /**
   * It is refused.
   *
   * @param since the newest round when it was asked
   */
  void refused(Command command, Refusal refusal, long since) {
    countRemoval(command, -1);
    Predicate<ClusterImage> explains =
        switch (refusal.kind()) {
          case NOT_FOUND -> image -> isMissing(command, image);
          case OUT_OF_SEQUENCE -> image -> !isOfVersion(command, image);
          case ALREADY_EXISTS ->
              image ->
                  switch (command) {
                    case Command.CreateService(var spec, var _) ->
                        image.serviceByName(spec.name()) != null;
                    case Command.CreateNetwork(var spec) ->
                        image.networkByName(spec.name()) != null;
                    case Command.CreateSecret(var spec) -> image.secretByName(spec.name()) != null;
                    case Command.CreateConfig(var spec) -> image.configByName(spec.name()) != null;
                    case Command.CreateVolume(var spec) -> image.volumeByName(spec.name()) != null;
                    default -> false;
                  };
          case PERMISSION_DENIED -> image -> isForbidden(command, image);
          case FAILED_PRECONDITION -> image -> isInUse(command, image);
          case INVALID_ARGUMENT, UNIMPLEMENTED, UNAVAILABLE -> _ -> true;
        };
    for (long round = ledger.rounds(); round >= since; round--) {
      if (explains.test(ledger.imageAfter(round))) {
        return;
      }
    }
    throw new AssertionError(
        "%s was refused although it was never so: %s".formatted(command, refusal.message()));
  }

  private static boolean isMissing(Command command, ClusterImage image) {
    return switch (command) {
      case Command.UpdateService update ->
          image.service(update.service()) == null || lacksNetworks(update.spec(), image);
      case Command.RollbackService rollback -> {
        Service service = image.service(rollback.service());
        ServiceSpec previous = service == null ? null : service.previousSpec();
        yield service == null || (previous != null && lacksNetworks(previous, image));
      }
      case Command.RemoveService remove -> image.service(remove.service()) == null;
      case Command.RebalanceServices rebalance ->
          rebalance.services().stream().anyMatch(each -> image.service(each.service()) == null);
      case Command.UpdateNode update -> image.node(update.node()) == null;
      case Command.RemoveNode remove -> image.node(remove.node()) == null;
      case Command.RemoveNetwork remove -> image.network(remove.network()) == null;
      case Command.UpdateNetwork update -> image.network(update.network()) == null;
      case Command.RotatePayload(var kind, String id, var _) -> image.payload(kind, id) == null;
      case Command.RemovePayload(var kind, String id) -> image.payload(kind, id) == null;
      case Command.UpdateSecret update -> image.secret(update.secret()) == null;
      case Command.UpdateConfig update -> image.config(update.config()) == null;
      case Command.UpdateVolume update -> image.volume(update.volume()) == null;
      case Command.RemoveVolume remove -> image.volume(remove.volume()) == null;
      case Command.CreateService _,
          Command.CreateSecret _,
          Command.CreateConfig _,
          Command.CreateVolume _,
          Command.CreateNetwork _,
          Command.UpdateSwarm _,
          Command.AdmitNode _,
          Command.AddMember _,
          Command.RemoveMember _ ->
          true;
    };
  }

  /**
   * Whether a volume cannot be removed; what else stands in the way of others is not known here.
   */
  private static boolean isInUse(Command command, ClusterImage image) {
    if (!(command instanceof Command.RemoveVolume(String id, boolean force))) {
      return true;
    }
    ClusterVolume volume = image.volume(id);
    return !force && volume != null && VolumeRules.isMounted(volume, image, image);
  }

  /** Whether the policy does not allow what a service is to have. */
  private static boolean isForbidden(Command command, ClusterImage image) {
    @Nullable ServiceSpec spec =
        switch (command) {
          case Command.CreateService(var wanted, var _) -> wanted;
          case Command.UpdateService update -> update.spec();
          case Command.RollbackService rollback -> {
            Service service = image.service(rollback.service());
            yield service == null ? null : service.previousSpec();
          }
          default -> null;
        };
    return spec != null && !PolicyRules.allows(image, spec.taskTemplate());
  }

  private static boolean lacksNetworks(ServiceSpec spec, ClusterImage image) {
    return spec.attachments().stream().anyMatch(one -> image.network(one.target()) == null);
  }

  private static boolean isOfVersion(Command command, ClusterImage image) {
    return switch (command) {
      case Command.UpdateService update -> {
        Service service = image.service(update.service());
        yield service != null && service.version().index() == update.version();
      }
      case Command.RollbackService rollback -> {
        Service service = image.service(rollback.service());
        yield service != null && service.version().index() == rollback.version();
      }
      case Command.UpdateNode update -> {
        var node = image.node(update.node());
        yield node != null && node.version().index() == update.version();
      }
      case Command.UpdateSecret update -> {
        var secret = image.secret(update.secret());
        yield secret != null && secret.version().index() == update.version();
      }
      case Command.UpdateConfig update -> {
        var config = image.config(update.config());
        yield config != null && config.version().index() == update.version();
      }
      case Command.UpdateVolume update -> {
        ClusterVolume volume = image.volume(update.volume());
        yield volume != null && volume.version().index() == update.version();
      }
      case Command.UpdateSwarm update -> {
        ClusterState cluster = image.cluster();
        yield cluster != null && cluster.swarm().version().index() == update.version();
      }
      case Command.CreateService _,
          Command.CreateNetwork _,
          Command.UpdateNetwork _,
          Command.RemoveNetwork _,
          Command.RemoveService _,
          Command.RebalanceServices _,
          Command.RemoveNode _,
          Command.CreateSecret _,
          Command.CreateConfig _,
          Command.RotatePayload _,
          Command.RemovePayload _,
          Command.CreateVolume _,
          Command.RemoveVolume _,
          Command.AdmitNode _,
          Command.AddMember _,
          Command.RemoveMember _ ->
          false;
    };
  }

  /** What was acknowledged and not taken back must be there. */
  void check(ClusterImage image) {
    created.forEach((id, name) -> {
      if (removals.getOrDefault(id, 0) == 0) {
        require(isThere(id, image), () -> "%s is gone".formatted(name));
      }
    });
    for (String id : removed) {
      require(!isThere(id, image), () -> "%s is back".formatted(id));
    }
  }

  /** As a service or a volume. */
  private static boolean isThere(String id, ClusterImage image) {
    return image.service(id) != null || image.volume(id) != null;
  }
}
