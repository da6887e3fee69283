package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.device.CdiSpecs;
import io.jswarm.worker.device.ContainerEdits;
import io.jswarm.worker.device.DeviceNode;
import io.jswarm.worker.device.HostDevices;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a container has of its host, as the runtime takes it: device nodes, and what its GPUs need.
 *
 * @param privileged whether nothing is kept from it
 * @param devices in their order; of two with one path the later one counts
 * @param edits of its GPUs; the device nodes among them are in {@code devices}
 */
record HostAccess(boolean privileged, List<DeviceNode> devices, ContainerEdits edits) {
  /** What containers have that ask for nothing. */
  static final HostAccess NONE = new HostAccess(false, List.of(), ContainerEdits.NONE);

  private static final String ALL = "rwm";

  /** null, zero, full, random, urandom, tty, console, ptmx: the runtime makes them by itself. */
  private static final List<List<Integer>> USUAL =
      List.of(
          List.of(1, 3),
          List.of(1, 5),
          List.of(1, 7),
          List.of(1, 8),
          List.of(1, 9),
          List.of(5, 0),
          List.of(5, 1),
          List.of(5, 2));

  private static final int PTY_MAJOR = 136;
  private static final List<String> HOOKS =
      List.of(
          "prestart",
          "createRuntime",
          "createContainer",
          "startContainer",
          "poststart",
          "poststop");

  /**
   * Looks at this node's devices.
   *
   * @throws EngineException.Rejected when it has not what the container asks for
   */
  static HostAccess of(ContainerPlan plan, CdiSpecs cdi) throws IOException {
    ContainerSpec spec = plan.container();
    if (!spec.privileged() && spec.devices().isEmpty() && plan.gpus().isEmpty()) {
      return NONE;
    }
    Map<String, DeviceNode> devices = new LinkedHashMap<>();
    if (spec.privileged()) {
      HostDevices.all().forEach(each -> devices.put(each.path(), each));
    }
    spec.devices().stream()
        .flatMap(each -> HostDevices.of(each).stream())
        .forEach(each -> devices.put(each.path(), each));
    ContainerEdits edits = plan.gpus().isEmpty() ? ContainerEdits.NONE : cdi.gpus(plan.gpus());
    edits.deviceNodes().stream()
        .map(HostDevices::of)
        .forEach(each -> devices.put(each.path(), each));
    return new HostAccess(spec.privileged(), List.copyOf(devices.values()), edits);
  }

  /** Writes which device nodes are made, and which devices may be used. */
  void devices(ObjectNode linux, ArrayNode rules) {
    if (!devices.isEmpty()) {
      ArrayNode nodes = linux.putArray("devices");
      for (DeviceNode each : devices) {
        nodes
            .addObject()
            .put("path", each.path())
            .put("type", each.type())
            .put("major", each.major())
            .put("minor", each.minor())
            .put("fileMode", each.fileMode())
            .put("uid", each.uid())
            .put("gid", each.gid());
      }
    }
    if (privileged) {
      rules.addObject().put("allow", true).put("access", ALL);
      return;
    }
    usual(rules);
    for (DeviceNode each : devices) {
      rules
          .addObject()
          .put("allow", true)
          .put("type", each.type())
          .put("major", each.major())
          .put("minor", each.minor())
          .put("access", each.access());
    }
  }

  private static void usual(ArrayNode rules) {
    rules.addObject().put("allow", false).put("access", ALL);
    for (List<Integer> each : USUAL) {
      rules
          .addObject()
          .put("allow", true)
          .put("type", "c")
          .put("major", each.get(0))
          .put("minor", each.get(1))
          .put("access", ALL);
    }
    rules
        .addObject()
        .put("allow", true)
        .put("type", "c")
        .put("major", PTY_MAJOR)
        .put("access", ALL);
    rules.addObject().put("allow", true).put("type", "c").put("access", "m");
    rules.addObject().put("allow", true).put("type", "b").put("access", "m");
  }

  /** A container's mounts with those of its GPUs; the kernel's own can be written if privileged. */
  List<BundleMounts.Entry> mounts(List<BundleMounts.Entry> own) {
    List<BundleMounts.Entry> all =
        new ArrayList<>(privileged ? own.stream().map(BundleMounts::writable).toList() : own);
    for (ContainerEdits.Mounted each : edits.mounts()) {
      if (own.stream().noneMatch(mount -> mount.destination().equals(each.containerPath()))) {
        all.add(entry(each));
      }
    }
    return all;
  }

  private static BundleMounts.Entry entry(ContainerEdits.Mounted mounted) {
    String type = mounted.type() == null || mounted.type().isEmpty() ? "bind" : mounted.type();
    List<String> options = new ArrayList<>(mounted.options());
    if (type.equals("bind") && !options.contains("bind") && !options.contains("rbind")) {
      options.add("bind");
    }
    return new BundleMounts.Entry(mounted.containerPath(), type, mounted.hostPath(), options);
  }

  /** A container's environment with that of its GPUs, which wins. */
  List<String> env(List<String> own) {
    if (edits.env().isEmpty()) {
      return own;
    }
    Map<String, String> byName = new LinkedHashMap<>();
    own.forEach(each -> byName.put(name(each), each));
    edits.env().forEach(each -> byName.put(name(each), each));
    return List.copyOf(byName.values());
  }

  private static String name(String variable) {
    return variable.split("=", 2)[0];
  }

  /** Writes the programs that are run on the container's way to life. */
  void hooks(ObjectNode config) {
    for (ContainerEdits.Hook each : edits.hooks()) {
      if (!HOOKS.contains(each.hookName())) {
        throw new EngineException.Rejected(
            "the CDI file asks for a hook \"%s\", and there is none of that name"
                .formatted(each.hookName()));
      }
      ObjectNode hook =
          config
              .withObjectProperty("hooks")
              .withArrayProperty(each.hookName())
              .addObject()
              .put("path", each.path());
      each.args().forEach(hook.putArray("args")::add);
      each.env().forEach(hook.putArray("env")::add);
      if (each.timeout() != null) {
        hook.put("timeout", each.timeout());
      }
    }
  }
}
