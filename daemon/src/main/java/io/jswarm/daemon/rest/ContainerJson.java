package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.PortConfig;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.MountPoint;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.volume.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Containers of this node in the two shapes Docker shows them in. */
final class ContainerJson {
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private ContainerJson() {}

  /** As in {@code GET /containers/json}. */
  static ObjectNode summary(LocalContainer container, Instant now) {
    ObjectNode json = Json.mapper().createObjectNode();
    ContainerPlan plan = container.plan();
    json.put("Id", container.id());
    json.putArray("Names").add("/" + plan.name());
    json.put("Image", plan.container().image());
    json.put("ImageID", container.imageId());
    json.put("Command", String.join(" ", container.process().commandLine()));
    json.put("Created", container.created().getEpochSecond());
    ports(json.putArray("Ports"), container);
    labels(json.putObject("Labels"), plan.labels());
    json.put("State", container.state().docker());
    json.put("Status", status(container.state(), now) + ContainerHealth.suffix(container));
    json.putObject("HostConfig").put("NetworkMode", ContainerNetworks.mode(plan));
    networks(json.putObject("NetworkSettings"), container);
    mounts(json.putArray("Mounts"), container);
    return json;
  }

  /** As in {@code GET /containers/{id}/json}. */
  static ObjectNode inspect(LocalContainer container) {
    ObjectNode json = Json.mapper().createObjectNode();
    ContainerPlan plan = container.plan();
    var command = container.process().commandLine();
    json.put("Id", container.id());
    json.put("Created", container.created().toString());
    json.put("Path", command.isEmpty() ? "" : command.getFirst());
    ArrayNode args = json.putArray("Args");
    command.stream().skip(1).forEach(args::add);
    state(json.putObject("State"), container.state());
    ContainerHealth.state(json.withObject("State"), container);
    json.put("Image", container.imageId());
    json.put("Name", "/" + plan.name());
    json.put("RestartCount", 0);
    json.put("Driver", "overlay2");
    json.put("Platform", "linux");
    hostConfig(json.putObject("HostConfig"), plan);
    mounts(json.putArray("Mounts"), container);
    config(json.putObject("Config"), container);
    networks(json.putObject("NetworkSettings"), container);
    return json;
  }

  private static void state(ObjectNode json, LocalContainer.State state) {
    Optional<Started> started = started(state);
    Optional<Exit> exit = exit(state);
    boolean running = state instanceof LocalContainer.Running;
    json.put("Status", state.docker());
    json.put("Running", running);
    json.put("Paused", false);
    json.put("Restarting", false);
    json.put("OOMKilled", exit.map(Exit::oomKilled).orElse(false));
    json.put("Dead", state instanceof LocalContainer.Dead);
    json.put("Pid", running ? started.map(Started::pid).orElse(0) : 0);
    json.put("ExitCode", exit.map(Exit::code).orElse(0));
    json.put("Error", exit.map(Exit::error).orElse(""));
    json.put("StartedAt", started.map(s -> s.at().toString()).orElse(NEVER));
    json.put("FinishedAt", exit.map(e -> e.at().toString()).orElse(NEVER));
  }

  private static Optional<Started> started(LocalContainer.State state) {
    return switch (state) {
      case LocalContainer.Created() -> Optional.empty();
      case LocalContainer.Running(Started started) -> Optional.of(started);
      case LocalContainer.Exited(var started, Exit _) -> started;
      case LocalContainer.Dead(var started, Exit _) -> started;
    };
  }

  static Optional<Exit> exit(LocalContainer.State state) {
    return switch (state) {
      case LocalContainer.Created(), LocalContainer.Running(Started _) -> Optional.empty();
      case LocalContainer.Exited(var _, Exit exit) -> Optional.of(exit);
      case LocalContainer.Dead(var _, Exit exit) -> Optional.of(exit);
    };
  }

  private static String status(LocalContainer.State state, Instant now) {
    return switch (state) {
      case LocalContainer.Created() -> "Created";
      case LocalContainer.Running(Started started) ->
          "Up " + Times.words(Duration.between(started.at(), now));
      case LocalContainer.Exited(var _, Exit exit) ->
          "Exited (%d) %s ago"
              .formatted(exit.code(), Times.words(Duration.between(exit.at(), now)));
      case LocalContainer.Dead(var _, Exit _) -> "Dead";
    };
  }

  private static void hostConfig(ObjectNode json, ContainerPlan plan) {
    ContainerSpec spec = plan.container();
    json.put("NetworkMode", ContainerNetworks.mode(plan));
    // Empty, as at Docker: what follows a task's end is the cluster's to decide, not the engine's.
    json.putObject("RestartPolicy").put("Name", "").put("MaximumRetryCount", 0);
    json.putObject("LogConfig").put("Type", "json-file").putObject("Config");
    json.put("Privileged", spec.privileged());
    json.set("Devices", Json.mapper().valueToTree(spec.devices()));
    json.put("ReadonlyRootfs", spec.readOnly());
    json.put("AutoRemove", false);
    var resources = plan.spec().resources();
    var limits = resources == null ? null : resources.limits();
    json.put("Memory", limits == null ? 0 : limits.memoryBytes());
    json.put("NanoCpus", limits == null ? 0 : limits.nanoCpus());
    json.put("PidsLimit", limits == null ? 0 : limits.pids());
  }

  private static void config(ObjectNode json, LocalContainer container) {
    var process = container.process();
    json.put("Hostname", process.hostname());
    json.put("User", process.user());
    json.put("Tty", process.tty());
    json.put("OpenStdin", container.plan().container().openStdin());
    process.env().forEach(json.putArray("Env")::add);
    process.arguments().forEach(json.putArray("Cmd")::add);
    process.entrypoint().forEach(json.putArray("Entrypoint")::add);
    json.put("Image", container.plan().container().image());
    json.put("WorkingDir", process.workingDirectory());
    json.put("StopSignal", process.stopSignal());
    ContainerHealth.config(json, process);
    labels(json.putObject("Labels"), container.plan().labels());
  }

  private static void labels(ObjectNode json, Map<String, String> labels) {
    labels.forEach(json::put);
  }

  /** Those that are answered now. */
  private static List<PortConfig> published(LocalContainer container) {
    return container.plan().network() instanceof NetworkMode.Joined joined
            && container.state() instanceof LocalContainer.Running
        ? joined.ports()
        : List.of();
  }

  private static List<String> addresses(PortConfig port) {
    return port.hostIp().isEmpty() ? List.of("0.0.0.0", "::") : List.of(port.hostIp());
  }

  private static void ports(ArrayNode json, LocalContainer container) {
    for (PortConfig port : published(container)) {
      for (String address : addresses(port)) {
        json.addObject()
            .put("IP", address)
            .put("PrivatePort", port.targetPort())
            .put("PublicPort", port.publishedPort())
            .put("Type", port.protocolOrDefault());
      }
    }
  }

  private static void bindings(ObjectNode json, LocalContainer container) {
    for (PortConfig port : published(container)) {
      ArrayNode of = json.withArrayProperty(port.targetPort() + "/" + port.protocolOrDefault());
      for (String address : addresses(port)) {
        of.addObject()
            .put("HostIp", address)
            .put("HostPort", Integer.toString(port.publishedPort()));
      }
    }
  }

  private static void networks(ObjectNode json, LocalContainer container) {
    bindings(json.putObject("Ports"), container);
    ContainerNetworks.put(json.putObject("Networks"), container.plan());
  }

  private static void mounts(ArrayNode json, LocalContainer container) {
    for (MountPoint each : container.mounts()) {
      ObjectNode mount = json.addObject().put("Type", each.type());
      if (each.isVolume()) {
        mount.put("Name", each.name()).put("Driver", Volume.LOCAL);
      }
      mount
          .put("Source", each.source())
          .put("Destination", each.destination())
          .put("Mode", "")
          .put("RW", each.writable())
          .put("Propagation", each.propagation());
    }
  }
}
