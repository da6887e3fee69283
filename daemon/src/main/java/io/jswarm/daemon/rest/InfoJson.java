package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Peer;
import io.jswarm.api.model.PluginDescription;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.LocalContainer;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to {@code GET /info}, in Docker's shape with this machine's values. */
final class InfoJson {
  private final ApiPorts ports;
  private final Cluster cluster;
  private final InstantSource clock;

  InfoJson(ApiPorts ports, Cluster cluster, InstantSource clock) {
    this.ports = ports;
    this.cluster = cluster;
    this.clock = clock;
  }

  ObjectNode of() throws InterruptedException {
    ObjectNode json = Json.mapper().createObjectNode();
    EngineFacts facts = ports.local().engine().facts();
    json.put("ID", ports.local().id());
    counts(json);
    json.put("Driver", "overlay2");
    json.putArray("DriverStatus").addArray().add("Backing").add("layers under the data root");
    plugins(json.putObject("Plugins"), facts.plugins());
    abilities(json);
    json.put("Debug", false);
    json.put("NFd", 0);
    json.put("NGoroutines", Thread.activeCount());
    json.put("SystemTime", clock.instant().toString());
    json.put("LoggingDriver", "json-file");
    json.put("CgroupDriver", "cgroupfs");
    json.put("CgroupVersion", facts.cgroups().version());
    json.put("NEventsListener", ports.events().listening());
    machine(json, facts);
    runtimes(json, facts);
    json.set("Swarm", swarm());
    rest(json, facts);
    return json;
  }

  private void counts(ObjectNode json) {
    List<LocalContainer> containers = ports.local().engine().list();
    long running =
        containers.stream().filter(c -> c.state() instanceof LocalContainer.Running).count();
    json.put("Containers", containers.size());
    json.put("ContainersRunning", running);
    json.put("ContainersPaused", 0);
    json.put("ContainersStopped", containers.size() - running);
    json.put("Images", ports.local().engine().images().list().size());
  }

  private static void plugins(ObjectNode json, List<PluginDescription> plugins) {
    for (String type : List.of("Volume", "Network", "Log")) {
      ArrayNode names = json.putArray(type);
      plugins.stream().filter(p -> p.type().equals(type)).forEach(p -> names.add(p.name()));
    }
    json.putNull("Authorization");
  }

  /** Clients warn about each that is false, also where nothing here depends on it. */
  private static void abilities(ObjectNode json) {
    for (String ability :
        List.of(
            "MemoryLimit",
            "SwapLimit",
            "CpuCfsPeriod",
            "CpuCfsQuota",
            "CPUShares",
            "CPUSet",
            "PidsLimit",
            "IPv4Forwarding",
            "OomKillDisable",
            "KernelMemory",
            "KernelMemoryTCP",
            "BridgeNfIptables",
            "BridgeNfIp6tables")) {
      json.put(ability, true);
    }
  }

  private void machine(ObjectNode json, EngineFacts facts) {
    json.put("KernelVersion", facts.kernel());
    json.put("OperatingSystem", facts.operatingSystem());
    json.put("OSVersion", "");
    json.put("OSType", facts.os());
    json.put("Architecture", facts.arch());
    json.put("IndexServerAddress", "https://index.docker.io/v1/");
    registries(json.putObject("RegistryConfig"));
    json.put("NCPU", Math.ceilDiv(facts.nanoCpus(), 1_000_000_000L));
    json.put("MemTotal", facts.memoryBytes());
    genericResources(json);
    json.put("DockerRootDir", facts.rootDirectory());
    json.put("HttpProxy", "").put("HttpsProxy", "").put("NoProxy", "");
    json.put("Name", ports.local().hostname());
    ports.local().labels().forEach(json.putArray("Labels")::add);
    json.put("ExperimentalBuild", false);
    json.put("ServerVersion", ports.local().product().version());
  }

  private void genericResources(ObjectNode json) {
    if (ports.local().genericResources().isEmpty()) {
      json.putNull("GenericResources");
    } else {
      ArrayNode all = json.putArray("GenericResources");
      ports.local().genericResources().forEach(all::addPOJO);
    }
  }

  private static void registries(ObjectNode json) {
    json.putArray("AllowNondistributableArtifactsCIDRs");
    json.putArray("AllowNondistributableArtifactsHostnames");
    json.putArray("InsecureRegistryCIDRs").add("127.0.0.0/8");
    ObjectNode hub = json.putObject("IndexConfigs").putObject("docker.io");
    hub.put("Name", "docker.io").put("Secure", true).put("Official", true).putArray("Mirrors");
    json.putArray("Mirrors");
  }

  private static void runtimes(ObjectNode json, EngineFacts facts) {
    String runtime = facts.version().split(" ", 2)[0];
    json.putObject("Runtimes").putObject(runtime).put("path", runtime);
    json.put("DefaultRuntime", runtime);
  }

  private static void rest(ObjectNode json, EngineFacts facts) {
    json.put("LiveRestoreEnabled", true);
    json.put("Isolation", "");
    json.put("InitBinary", "");
    for (String part : List.of("ContainerdCommit", "RuncCommit", "InitCommit")) {
      String version = part.equals("RuncCommit") ? facts.version() : "";
      json.putObject(part).put("ID", version).put("Expected", version);
    }
    facts.securityOptions().forEach(json.putArray("SecurityOptions")::add);
    json.putNull("Warnings");
  }

  private ObjectNode swarm() throws InterruptedException {
    Standing standing = ports.life().standing().get();
    Standing.Membership membership = standing.membershipOrNone();
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("NodeID", membership.nodeId());
    json.put("NodeAddr", membership.nodeAddr());
    json.put("LocalNodeState", standing.state().text());
    json.put("ControlAvailable", standing instanceof Standing.Manager);
    json.put("Error", error(standing));
    if (membership.managers().isEmpty()) {
      json.putNull("RemoteManagers");
    } else {
      ArrayNode managers = json.putArray("RemoteManagers");
      for (Peer peer : membership.managers()) {
        managers.addPOJO(peer);
      }
    }
    if (standing instanceof Standing.Manager) {
      cluster(json);
    }
    return json;
  }

  private static String error(Standing standing) {
    return switch (standing) {
      case Standing.Broken(Standing.Membership _, String error) -> error;
      case Standing.Manager(Standing.Membership _, String trouble) -> trouble;
      case Standing.Inactive _, Standing.Starting _, Standing.Locked _, Standing.Worker _ -> "";
    };
  }

  /** From what this manager knows: info must answer without a leader too. */
  private void cluster(ObjectNode json) throws InterruptedException {
    try {
      ClusterView view = cluster.local();
      ClusterState state = view.image().cluster();
      json.put("Nodes", view.image().nodes().size());
      json.put("Managers", view.image().members().size());
      if (state != null) {
        json.set("Cluster", Shown.swarm(state.swarm()));
      }
      if (view.leaderId().isEmpty()) {
        json.put(
            "Error",
            "The swarm does not have a leader. It's possible that too few managers are online."
                + " Make sure more than half of the managers are online.");
      }
    } catch (ApiError e) {
      json.put("Error", e.text());
    }
  }
}
