package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Privileges;
import io.jswarm.api.model.SeccompOpts;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import io.jswarm.worker.engine.NetworkMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the runtime's {@code config.json}, with the defaults Docker gives a container.
 *
 * @param cgroups the layout on this node
 * @param capabilities those this node can give
 * @param limits how limits are put
 * @param seccomp Docker's default profile
 * @param appArmor which profiles there are
 * @param init the tiny init's program, empty when there is none
 */
record Bundle(
    Cgroups cgroups,
    Capabilities capabilities,
    ResourceLimits limits,
    Seccomp seccomp,
    AppArmor appArmor,
    Optional<Path> init) {

  private static final String OCI_VERSION = "1.0.2";
  private static final String INIT = "/sbin/docker-init";
  private static final int UMASK = 022;
  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware",
          "/sys/devices/virtual/powercap");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  /**
   * What differs from container to container.
   *
   * @param cgroup absolute
   * @param mounts all of them
   * @param propagation what binds among them ask of the root
   * @param access what it has of its host
   */
  record Input(
      ContainerPlan plan,
      ContainerProcess process,
      Identity identity,
      String cgroup,
      List<BundleMounts.Entry> mounts,
      RootPropagation propagation,
      HostAccess access) {}

  /** The document; nothing is read or written. */
  ObjectNode config(Input input) {
    ContainerSpec spec = input.plan().container();
    HostAccess access = input.access();
    List<String> granted =
        access.privileged()
            ? capabilities.all()
            : capabilities.of(spec.capabilityAdd(), spec.capabilityDrop());
    List<BundleMounts.Entry> mounts = new ArrayList<>(access.mounts(input.mounts()));
    if (wantsInit(spec)) {
      mounts.add(
          new BundleMounts.Entry(
              INIT, "bind", initProgram().toString(), List.of("bind", "rprivate", "ro")));
    }
    ObjectNode config = Json.mapper().createObjectNode();
    config.put("ociVersion", OCI_VERSION);
    process(input, granted, config.putObject("process"));
    ObjectNode root = config.putObject("root");
    root.put("path", "rootfs");
    root.put("readonly", spec.readOnly());
    config.put("hostname", input.process().hostname());
    config.set("mounts", BundleMounts.json(mounts));
    ObjectNode linux = config.putObject("linux");
    linux.put("cgroupsPath", input.cgroup());
    if (input.propagation() != RootPropagation.DEFAULT) {
      linux.put("rootfsPropagation", input.propagation().oci());
    }
    namespaces(input.plan().network(), linux.putArray("namespaces"));
    ObjectNode resources = linux.putObject("resources");
    access.devices(linux, resources.putArray("devices"));
    limits.resources(input.plan().spec().resources(), resources);
    sysctls(input.plan(), linux);
    seccomp(spec, granted, linux);
    if (!access.privileged()) {
      MASKED.forEach(linux.putArray("maskedPaths")::add);
      READ_ONLY.forEach(linux.putArray("readonlyPaths")::add);
    }
    access.hooks(config);
    return config;
  }

  private static boolean wantsInit(ContainerSpec spec) {
    return Boolean.TRUE.equals(spec.init());
  }

  private Path initProgram() {
    return init.orElseThrow(() ->
        new EngineException.Rejected(
            "the service wants an init, and this node has none; install with apt: catatonit"));
  }

  private void process(Input input, List<String> granted, ObjectNode process) {
    ContainerSpec spec = input.plan().container();
    ContainerProcess what = input.process();
    process.put("terminal", what.tty());
    ObjectNode user = process.putObject("user");
    user.put("uid", input.identity().uid());
    user.put("gid", input.identity().gid());
    user.put("umask", UMASK);
    ArrayNode groups = user.putArray("additionalGids");
    input.identity().groups().forEach(groups::add);
    input.access().edits().additionalGids().forEach(groups::add);
    ArrayNode args = process.putArray("args");
    if (wantsInit(spec)) {
      args.add(INIT).add("--");
    }
    what.commandLine().forEach(args::add);
    input.access().env(env(what)).forEach(process.putArray("env")::add);
    process.put("cwd", what.workingDirectory());
    ObjectNode sets = process.putObject("capabilities");
    granted.forEach(sets.putArray("bounding")::add);
    // As execve(2) would have it: who is not root has none, whatever the bounding set.
    List<String> held = input.identity().uid() == 0 ? granted : List.of();
    held.forEach(sets.putArray("effective")::add);
    held.forEach(sets.putArray("permitted")::add);
    process.set("rlimits", limits.rlimits(spec.ulimits()));
    Privileges privileges = spec.privileges();
    process.put("noNewPrivileges", privileges != null && privileges.noNewPrivileges());
    appArmor.profile(spec).ifPresent(profile -> process.put("apparmorProfile", profile));
    if (spec.oomScoreAdj() != 0) {
      process.put("oomScoreAdj", spec.oomScoreAdj());
    }
  }

  private static List<String> env(ContainerProcess process) {
    List<String> env = new ArrayList<>();
    if (process.env().stream().noneMatch(each -> each.startsWith("PATH="))) {
      env.add("PATH=" + Command.PATH);
    }
    if (process.env().stream().noneMatch(each -> each.startsWith("HOSTNAME="))) {
      env.add("HOSTNAME=" + process.hostname());
    }
    if (process.tty() && process.env().stream().noneMatch(each -> each.startsWith("TERM="))) {
      env.add("TERM=xterm");
    }
    env.addAll(process.env());
    return env;
  }

  private void namespaces(NetworkMode network, ArrayNode namespaces) {
    List<String> types = new ArrayList<>(List.of("mount", "uts", "pid", "ipc"));
    if (cgroups == Cgroups.V2) {
      types.add("cgroup");
    }
    types.forEach(type -> namespaces.addObject().put("type", type));
    switch (network) {
      case NetworkMode.Host() -> {} // the runtime's own, which is this process's
      case NetworkMode.Isolated() -> namespaces.addObject().put("type", "network");
      case NetworkMode.Joined joined ->
          namespaces.addObject().put("type", "network").put("path", joined.namespace().toString());
    }
  }

  private static void sysctls(ContainerPlan plan, ObjectNode linux) {
    Map<String, String> wanted = plan.container().sysctls();
    ObjectNode sysctls = linux.putObject("sysctl");
    switch (plan.network()) {
      case NetworkMode.Host() ->
          wanted.keySet().stream()
              .filter(each -> each.startsWith("net."))
              .findFirst()
              .ifPresent(each -> {
                throw new EngineException.Rejected(
                    "sysctl '%s' is not allowed in host network mode".formatted(each));
              });
      case NetworkMode.Isolated _, NetworkMode.Joined _ ->
          sysctls.put("net.ipv4.ip_unprivileged_port_start", "0");
    }
    wanted.forEach(sysctls::put);
  }

  private void seccomp(ContainerSpec spec, List<String> granted, ObjectNode linux) {
    SeccompOpts wanted = spec.privileges() == null ? null : spec.privileges().seccomp();
    String mode = wanted == null ? "" : wanted.mode();
    switch (mode) {
      case "" -> {
        if (!spec.privileged()) {
          linux.set("seccomp", seccomp.resolve(granted));
        }
      }
      case "default" -> linux.set("seccomp", seccomp.resolve(granted));
      case "unconfined" -> {}
      case "custom" -> {
        if (wanted == null || wanted.profile() == null) {
          throw new EngineException.Rejected("a custom seccomp mode needs a profile");
        }
        linux.set("seccomp", seccomp.with(profile(wanted.profile().toText())).resolve(granted));
      }
      default -> throw new EngineException.Rejected("unknown seccomp mode: " + mode);
    }
  }

  private static JsonNode profile(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JacksonException e) {
      throw new EngineException.Rejected("the seccomp profile is not JSON", e);
    }
  }
}
