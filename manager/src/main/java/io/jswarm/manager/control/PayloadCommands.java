package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadSpec;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Version;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Creates, relabels, removes and rotates secrets and configs. */
final class PayloadCommands {
  private PayloadCommands() {}

  static Decision execute(Turn turn, Command.OfPayload command) {
    return switch (command) {
      case Command.CreateSecret(var spec) ->
          create(
              turn,
              PayloadValidation.check(spec).or(() -> taken(turn, PayloadKind.SECRET, spec.name())),
              () -> new Secret(turn.mintId(), Version.ZERO, turn.at(), turn.at(), spec));
      case Command.CreateConfig(var spec) ->
          create(
              turn,
              PayloadValidation.check(spec).or(() -> taken(turn, PayloadKind.CONFIG, spec.name())),
              () -> new Config(turn.mintId(), Version.ZERO, turn.at(), turn.at(), spec));
      case Command.UpdateSecret(String reference, long version, var spec) ->
          found(
              turn,
              PayloadKind.SECRET,
              reference,
              payload -> relabel(turn, payload, version, spec));
      case Command.UpdateConfig(String reference, long version, var spec) ->
          found(
              turn,
              PayloadKind.CONFIG,
              reference,
              payload -> relabel(turn, payload, version, spec));
      case Command.RemovePayload(var kind, String reference) ->
          found(turn, kind, reference, payload -> remove(turn, payload));
      case Command.RotatePayload(var kind, String reference, Bytes data) ->
          found(turn, kind, reference, payload -> rotate(turn, payload, data));
    };
  }

  private static Decision found(
      Turn turn, PayloadKind kind, String reference, Function<Payload, Decision> decide) {
    return switch (References.payload(turn.image(), kind, reference)) {
      case Found.Nothing<Payload>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Payload>(Payload payload) -> decide.apply(payload);
    };
  }

  private static Decision create(Turn turn, Optional<Refusal> refusal, Supplier<Payload> made) {
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    Payload payload = made.get();
    turn.add(put(payload));
    return new Decision.Accepted(payload.id());
  }

  private static Change put(Payload payload) {
    return switch (payload) {
      case Secret secret -> new Change.PutSecret(secret);
      case Config config -> new Change.PutConfig(config);
    };
  }

  private static Change removal(PayloadKind kind, String id) {
    return switch (kind) {
      case SECRET -> new Change.RemoveSecret(id);
      case CONFIG -> new Change.RemoveConfig(id);
    };
  }

  private static Optional<Refusal> taken(Turn turn, PayloadKind kind, String name) {
    return turn.image().payloadByName(kind, name) == null
        ? Optional.empty()
        : Optional.of(
            new Refusal(Refusal.Kind.ALREADY_EXISTS, kind.noun() + " " + name + " already exists"));
  }

  private static Decision relabel(Turn turn, Payload payload, long version, PayloadSpec wish) {
    if (payload.version().index() != version) {
      return Decision.outOfSequence();
    }
    boolean otherData = wish.data() != null && !wish.data().equals(payload.data());
    if (!wish.name().equals(payload.name()) || otherData) {
      return Decision.invalid("only updates to Labels are allowed");
    }
    Optional<Refusal> refusal = PayloadValidation.labels(payload.kind(), wish.labels());
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    turn.add(put(payload.withLabels(wish.labels())));
    return new Decision.Accepted(payload.id());
  }

  /** The newest version stands for all, and takes the older ones with it. */
  private static Decision remove(Turn turn, Payload payload) {
    Set<String> ids = new TreeSet<>(List.of(payload.id()));
    if (payload.handle().isEmpty()) {
      PayloadUse.versions(turn.image(), payload).forEach(each -> ids.add(each.id()));
    }
    List<Service> users = PayloadUse.services(turn.image(), payload.kind(), ids);
    if (!users.isEmpty()) {
      return Decision.invalid(
          "%s '%s' is in use by the following %s: %s"
              .formatted(
                  payload.kind().noun(),
                  payload.name(),
                  users.size() == 1 ? "service" : "services",
                  users.stream()
                      .map(service -> service.spec().name())
                      .collect(Collectors.joining(", "))));
    }
    ids.forEach(id -> turn.add(removal(payload.kind(), id)));
    return new Decision.Accepted(payload.id());
  }

  private static Decision rotate(Turn turn, Payload newest, Bytes data) {
    Optional<Refusal> refusal =
        isNewest(newest)
            .or(() -> PayloadValidation.data(newest.kind(), data))
            .or(() -> taken(turn, newest.kind(), agedName(newest)));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    if (newest.data().equals(data)) {
      return new Decision.Accepted(newest.id(), List.of(PayloadRotation.unchanged(newest)));
    }
    String id = turn.mintId();
    List<Change> changes = rotation(turn, newest, id, data);
    if (!turn.takes(changes)) {
      return new Decision.Rejected(turn.isEmpty() ? tooMany(newest, changes.size()) : busy(newest));
    }
    changes.forEach(turn::add);
    return new Decision.Accepted(id);
  }

  private static List<Change> rotation(Turn turn, Payload newest, String id, Bytes data) {
    PayloadRotation rotation = PayloadRotation.of(turn.image(), newest);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.RenamePayload(newest.kind(), newest.id(), agedName(newest)));
    changes.add(put(newest.next(id, data)));
    for (Service service : rotation.services()) {
      changes.add(
          new Change.PutService(
              ServiceCommands.changed(
                  turn, service, PayloadRotation.moved(service.spec(), newest, id), null)));
    }
    rotation.surplus().forEach(each -> changes.add(removal(newest.kind(), each)));
    return changes;
  }

  private static Optional<Refusal> isNewest(Payload payload) {
    return payload.handle().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid(
                "%s is an older version of %s %s: rotate that"
                    .formatted(payload.name(), payload.kind().noun(), payload.handle())));
  }

  /** What the newest version is called once it is not the newest any more. */
  static String agedName(Payload newest) {
    return newest.name() + ".v" + newest.number();
  }

  private static Refusal tooMany(Payload payload, int changes) {
    return new Refusal(
        Refusal.Kind.FAILED_PRECONDITION,
        "%s %s cannot be rotated at once: that makes %d changes, too many or too large for one round; let fewer services refer to it"
            .formatted(payload.kind().noun(), payload.name(), changes));
  }

  private static Refusal busy(Payload payload) {
    return new Refusal(
        Refusal.Kind.UNAVAILABLE,
        "%s %s was not rotated, for the manager has too much to write at the moment; try again"
            .formatted(payload.kind().noun(), payload.name()));
  }
}
