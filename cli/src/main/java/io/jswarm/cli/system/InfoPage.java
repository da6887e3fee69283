package io.jswarm.cli.system;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.WorkloadPolicyOption;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Sizes;
import io.jswarm.cli.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The page of {@code info}, in the layout of Docker's. */
final class InfoPage {
  private final StringBuilder out = new StringBuilder("Server:");
  private final JsonObject info;

  private InfoPage(JsonObject info) {
    this.info = info;
  }

  static String text(JsonObject info) {
    InfoPage page = new InfoPage(info);
    page.engine();
    page.swarm(info.object("Swarm"));
    page.host();
    return page.out.toString();
  }

  private void line(String name, Object value) {
    out.append("\n ").append(name).append(": ").append(value);
  }

  private void lineUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      line(name, value);
    }
  }

  private void engine() {
    line("Containers", info.number("Containers"));
    line(" Running", info.number("ContainersRunning"));
    line(" Paused", info.number("ContainersPaused"));
    line(" Stopped", info.number("ContainersStopped"));
    line("Images", info.number("Images"));
    lineUnlessEmpty("Server Version", info.text("ServerVersion"));
    lineUnlessEmpty("Storage Driver", info.text("Driver"));
    lineUnlessEmpty("Logging Driver", info.text("LoggingDriver"));
    lineUnlessEmpty("Cgroup Driver", info.text("CgroupDriver"));
    lineUnlessEmpty("Cgroup Version", info.text("CgroupVersion"));
    JsonObject plugins = info.object("Plugins");
    if (!plugins.isEmpty()) {
      out.append("\n Plugins:");
      for (String kind : List.of("Volume", "Network", "Log")) {
        line(" " + kind, String.join(" ", plugins.texts(kind)));
      }
    }
  }

  private void swarm(JsonObject swarm) {
    String state = swarm.text("LocalNodeState");
    line("Swarm", state);
    if (state.equals("inactive") || state.equals("locked") || state.isEmpty()) {
      return;
    }
    line(" NodeID", swarm.text("NodeID"));
    lineUnlessEmpty(" Error", swarm.text("Error"));
    line(" Is Manager", swarm.flag("ControlAvailable"));
    JsonObject cluster = swarm.object("Cluster");
    if (!cluster.isEmpty() && swarm.flag("ControlAvailable")) {
      line(" ClusterID", cluster.text("ID"));
      line(" Managers", swarm.number("Managers"));
      line(" Nodes", swarm.number("Nodes"));
      cluster(cluster);
    }
    line(" Node Address", swarm.text("NodeAddr"));
    List<JsonObject> managers = swarm.objects("RemoteManagers");
    if (!managers.isEmpty()) {
      out.append("\n  Manager Addresses:");
      managers.stream()
          .map(manager -> manager.text("Addr"))
          .sorted()
          .forEach(address -> out.append("\n   ").append(address));
    }
  }

  private void cluster(JsonObject cluster) {
    JsonObject spec = cluster.object("Spec");
    line(" Default Address Pool", String.join("  ", cluster.texts("DefaultAddrPool")));
    line(" SubnetSize", cluster.number("SubnetSize"));
    line(" Data Path Port", cluster.number("DataPathPort"));
    out.append("\n  Orchestration:");
    line(
        "  Task History Retention Limit",
        spec.object("Orchestration").number("TaskHistoryRetentionLimit"));
    out.append("\n  Raft:");
    JsonObject raft = spec.object("Raft");
    line("  Snapshot Interval", raft.number("SnapshotInterval"));
    if (raft.has("KeepOldSnapshots")) {
      line("  Number of Old Snapshots to Retain", raft.number("KeepOldSnapshots"));
    }
    line("  Heartbeat Tick", raft.number("HeartbeatTick"));
    line("  Election Tick", raft.number("ElectionTick"));
    out.append("\n  Dispatcher:");
    line("  Heartbeat Period", words(spec.object("Dispatcher").number("HeartbeatPeriod")));
    out.append("\n  CA Configuration:");
    line("  Expiry Duration", words(spec.object("CAConfig").number("NodeCertExpiry")));
    line("  Force Rotate", spec.object("CAConfig").number("ForceRotate"));
    if (spec.has("WorkloadPolicy")) {
      line(" Workload Policy", WorkloadPolicyOption.text(spec.object("WorkloadPolicy")));
    }
    line(" Autolock Managers", spec.object("EncryptionConfig").flag("AutoLockManagers"));
    line(" Root Rotation In Progress", cluster.flag("RootRotationInProgress"));
  }

  private static String words(long nanos) {
    return Ages.words(Duration.ofNanos(nanos)).toLowerCase(Locale.ROOT);
  }

  private void host() {
    lineUnlessEmpty("Runtimes", String.join(" ", info.object("Runtimes").names()));
    lineUnlessEmpty("Default Runtime", info.text("DefaultRuntime"));
    lineUnlessEmpty("Kernel Version", info.text("KernelVersion"));
    lineUnlessEmpty("Operating System", info.text("OperatingSystem"));
    lineUnlessEmpty("OSType", info.text("OSType"));
    lineUnlessEmpty("Architecture", info.text("Architecture"));
    line("CPUs", info.number("NCPU"));
    line("Total Memory", Sizes.binary(info.number("MemTotal")));
    lineUnlessEmpty("Name", info.text("Name"));
    lineUnlessEmpty("ID", info.text("ID"));
    lineUnlessEmpty("Root Dir", info.text("DockerRootDir"));
    out.append("\n Labels:");
    for (String label : info.texts("Labels")) {
      out.append("\n  ").append(label);
    }
    line("Experimental", info.flag("ExperimentalBuild"));
    for (String warning : info.texts("Warnings")) {
      out.append('\n').append(Words.capital(warning));
    }
  }
}
