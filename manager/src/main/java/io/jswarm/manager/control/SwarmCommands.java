package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.JoinTokens;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes what holds for the cluster as a whole. */
final class SwarmCommands {
  private static final Duration CERTIFICATE_VALIDITY_MIN = Duration.ofHours(1);
  private static final Duration HEARTBEAT_MIN = Duration.ofMillis(100);

  private final Supplier<String> tokenSecrets;

  SwarmCommands(Supplier<String> tokenSecrets) {
    this.tokenSecrets = tokenSecrets;
  }

  Decision update(Turn turn, Command.UpdateSwarm command) {
    ClusterState cluster = turn.image().cluster();
    if (cluster == null) {
      return Decision.precondition("the cluster has not been initialised yet");
    }
    Swarm swarm = cluster.swarm();
    if (swarm.version().index() != command.version()) {
      return Decision.outOfSequence();
    }
    Optional<Refusal> refusal =
        check(swarm.spec(), command)
            .or(() -> PolicyUse.checkChange(turn.image(), command.spec().policy()));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    Swarm changed =
        swarm
            .withSpec(command.spec())
            .withJoinTokens(rotated(swarm.joinTokens(), command.rotate()));
    turn.add(new Change.PutCluster(cluster.withSwarm(changed)));
    return new Decision.Accepted(swarm.id());
  }

  private static Optional<Refusal> check(SwarmSpec before, Command.UpdateSwarm command) {
    SwarmSpec spec = command.spec();
    if (!spec.name().equals("default")) {
      return Optional.of(Refusal.invalid("swarm spec must be named \"default\""));
    }
    Duration validity = spec.caConfig().nodeCertExpiry();
    if (!validity.isZero() && validity.compareTo(CERTIFICATE_VALIDITY_MIN) < 0) {
      return Optional.of(Refusal.invalid("minimum certificate expiry time is: 1h0m0s"));
    }
    Duration heartbeat = spec.dispatcher().heartbeatPeriod();
    if (!heartbeat.isZero() && heartbeat.compareTo(HEARTBEAT_MIN) < 0) {
      return Optional.of(
          Refusal.invalid(
              "the heartbeat period must be at least " + HEARTBEAT_MIN.toMillis() + " ms"));
    }
    if (spec.encryptionConfig().autoLockManagers() || command.rotate().managerUnlockKey()) {
      return notYet("autolock");
    }
    boolean rotatesCa =
        spec.caConfig().forceRotate() != before.caConfig().forceRotate()
            || !spec.caConfig().signingCaCert().isEmpty()
            || !spec.caConfig().externalCas().isEmpty();
    return rotatesCa ? notYet("rotation of the root certificate") : Optional.empty();
  }

  private static Optional<Refusal> notYet(String what) {
    return Optional.of(
        new Refusal(
            Refusal.Kind.UNIMPLEMENTED, what + " is not available in this version of jswarm"));
  }

  private @Nullable JoinTokens rotated(@Nullable JoinTokens tokens, Command.Rotation rotate) {
    if (tokens == null) {
      return null;
    }
    return new JoinTokens(
        rotate.workerToken() ? withNewSecret(tokens.worker()) : tokens.worker(),
        rotate.managerToken() ? withNewSecret(tokens.manager()) : tokens.manager());
  }

  /** A token is {@code SWMTKN-1-<digest of the root>-<secret>}: only the secret changes. */
  private String withNewSecret(String token) {
    return token.substring(0, token.lastIndexOf('-') + 1) + tokenSecrets.get();
  }
}
