package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.api.model.Version;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.control.ServiceNetworks.Resolved;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, changes and removes services. */
final class ServiceCommands {
  private ServiceCommands() {}

  /**
   * What a service is to become.
   *
   * @param auth what the spec's image is pulled with
   * @param status of a rollback; null for a change
   */
  private record Wish(
      ServiceSpec spec, @Nullable RegistryAuth auth, @Nullable UpdateStatus status) {}

  static Decision create(Turn turn, Command.CreateService command) {
    String id = turn.mintId();
    ServiceSpec spec = named(command.spec(), id);
    Optional<Refusal> refusal =
        ServiceValidation.check(spec)
            .or(() -> NotYet.check(spec))
            .or(() -> PolicyUse.check(turn.image(), spec))
            .or(() -> PayloadReferences.check(turn.image(), spec))
            .or(() -> nameTaken(turn.image(), spec.name()));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    return switch (ServiceNetworks.resolve(turn.image(), spec, null)) {
      case Resolved.Refused(Refusal unfit) -> new Decision.Rejected(unfit);
      case Resolved.Fits(ServiceSpec resolved) -> add(turn, id, resolved, command.registryAuth());
    };
  }

  private static Optional<Refusal> nameTaken(ClusterImage image, String name) {
    return image.serviceByName(name) == null
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Kind.ALREADY_EXISTS,
                "name conflicts with an existing object: service " + name + " already exists"));
  }

  private static Decision add(Turn turn, String id, ServiceSpec spec, @Nullable RegistryAuth auth) {
    Version version = roundOf(turn);
    Service service =
        Service.of(id, spec, turn.at())
            .stamped(version, turn.at())
            .withSpecVersion(version)
            .withJobStatus(JobChange.created(spec, turn.at()))
            .withRegistryAuths(auth, null);
    turn.add(new Change.PutService(service));
    return new Decision.Accepted(id);
  }

  private static ServiceSpec named(ServiceSpec spec, String id) {
    return spec.name().isEmpty() ? spec.withName(RandomNames.of(id)) : spec;
  }

  static Decision update(Turn turn, Command.UpdateService command) {
    return switch (References.service(turn.image(), command.service())) {
      case Found.Nothing<Service>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Service>(Service service) -> {
        Optional<Refusal> refusal =
            checkChange(service, command.version(), command.spec())
                .or(() -> JobChange.check(service, command.spec()))
                .or(() -> checkAuth(service, command));
        yield refusal.isPresent()
            ? new Decision.Rejected(refusal.get())
            : fit(turn, service, new Wish(command.spec(), auth(service, command), null));
      }
    };
  }

  private static Optional<Refusal> checkAuth(Service service, Command.UpdateService command) {
    boolean lacks =
        command.registryAuth() == null && command.previousAuth() && service.previousSpec() == null;
    return lacks ? Optional.of(noPrevious(service)) : Optional.empty();
  }

  private static @Nullable RegistryAuth auth(Service service, Command.UpdateService command) {
    if (command.registryAuth() != null) {
      return command.registryAuth();
    }
    return command.previousAuth() ? service.previousRegistryAuth() : service.registryAuth();
  }

  private static Refusal noPrevious(Service service) {
    return new Refusal(
        Refusal.Kind.FAILED_PRECONDITION,
        "service " + service.id() + " does not have a previous spec");
  }

  static Decision rollback(Turn turn, Command.RollbackService command) {
    return switch (References.service(turn.image(), command.service())) {
      case Found.Nothing<Service>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Service>(Service service) -> {
        ServiceSpec previous = service.previousSpec();
        if (service.version().index() != command.version()) {
          yield Decision.outOfSequence();
        }
        if (previous == null) {
          yield new Decision.Rejected(noPrevious(service));
        }
        UpdateStatus status =
            new UpdateStatus(
                UpdateState.ROLLBACK_STARTED, turn.at(), null, "manually requested rollback");
        ServiceSpec back = previous.atScaleOf(service.spec());
        yield fit(turn, service, new Wish(back, service.previousRegistryAuth(), status));
      }
    };
  }

  static Decision remove(Turn turn, Command.RemoveService command) {
    return switch (References.service(turn.image(), command.service())) {
      case Found.Nothing<Service>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Service>(Service service) -> {
        turn.add(new Change.RemoveService(service.id()));
        yield new Decision.Accepted(service.id());
      }
    };
  }

  private static Optional<Refusal> checkChange(Service service, long version, ServiceSpec spec) {
    if (service.version().index() != version) {
      return Optional.of(new Refusal(Refusal.Kind.OUT_OF_SEQUENCE, "update out of sequence"));
    }
    Optional<Refusal> refusal = ServiceValidation.check(spec);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (!spec.name().equals(service.spec().name())) {
      return unimplemented("renaming services is not supported");
    }
    return isSameMode(spec.mode(), service.spec().mode())
        ? NotYet.check(spec)
        : unimplemented("service mode change is not allowed");
  }

  /** Compares kinds only: their numbers may change. */
  private static boolean isSameMode(ServiceMode a, ServiceMode b) {
    return (a.global() == null) == (b.global() == null)
        && (a.replicatedJob() == null) == (b.replicatedJob() == null)
        && (a.globalJob() == null) == (b.globalJob() == null);
  }

  private static Optional<Refusal> unimplemented(String message) {
    return Optional.of(new Refusal(Refusal.Kind.UNIMPLEMENTED, message));
  }

  /** What it refers to may be gone and ports another's, also since the previous spec held. */
  private static Decision fit(Turn turn, Service service, Wish wish) {
    Optional<Refusal> refusal =
        PolicyUse.check(turn.image(), wish.spec())
            .or(() -> PayloadReferences.check(turn.image(), wish.spec()));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    return switch (ServiceNetworks.resolve(turn.image(), wish.spec(), service.id())) {
      case Resolved.Refused(Refusal unfit) -> new Decision.Rejected(unfit);
      case Resolved.Fits(ServiceSpec resolved) -> write(turn, service, wish, resolved);
    };
  }

  private static Decision write(Turn turn, Service service, Wish wish, ServiceSpec resolved) {
    Service changed =
        changed(turn, service, resolved, wish.status())
            .withRegistryAuths(wish.auth(), service.registryAuth());
    turn.add(new Change.PutService(changed));
    return new Decision.Accepted(service.id());
  }

  /**
   * The service with another spec, from which it can be rolled back to the present one. Its image
   * is pulled with the same credentials.
   *
   * @param status of a rollback; null for a change
   */
  static Service changed(
      Turn turn, Service service, ServiceSpec spec, @Nullable UpdateStatus status) {
    boolean isJob = service.jobStatus() != null;
    return service
        .withPreviousSpec(service.spec())
        .withPreviousSpecVersion(service.specVersion())
        .withSpec(spec)
        .withSpecVersion(roundOf(turn))
        .withAutoscaleStatus(Autoscaling.statusOf(service, spec, turn.at()))
        .withUpdateStatus(isJob ? null : status)
        .withJobStatus(JobChange.changed(service, spec, status != null, turn.at()))
        .withRegistryAuths(service.registryAuth(), service.registryAuth());
  }

  /** The version that objects written by this round get. */
  private static Version roundOf(Turn turn) {
    ClusterImage base = turn.base();
    return new Version(base.round() + 1);
  }
}
