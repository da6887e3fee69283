package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a seccomp profile in Docker's format, which is conditional on architecture, capabilities
 * and kernel, into the plain one the runtime takes. Pure.
 */
final class Seccomp {
  private final JsonNode profile;
  private final String architecture;
  private final List<Integer> kernel;

  /**
   * @param architecture as Docker names it, {@code amd64}
   * @param kernel its release, as {@code 6.1.0-13-amd64}
   */
  Seccomp(JsonNode profile, String architecture, String kernel) {
    this(profile, architecture, version(kernel));
  }

  private Seccomp(JsonNode profile, String architecture, List<Integer> kernel) {
    this.profile = profile;
    this.architecture = architecture;
    this.kernel = kernel;
  }

  /** Another profile on the same machine. */
  Seccomp with(JsonNode other) {
    return new Seccomp(other, architecture, kernel);
  }

  /** The profile for a container with these capabilities. */
  ObjectNode resolve(List<String> capabilities) {
    ObjectNode resolved = Json.mapper().createObjectNode();
    resolved.set("defaultAction", profile.path("defaultAction"));
    copy(profile, "defaultErrnoRet", resolved);
    architectures(resolved);
    ArrayNode rules = resolved.putArray("syscalls");
    for (JsonNode rule : profile.path("syscalls")) {
      if (applies(rule, capabilities)) {
        rules.add(plain(rule));
      }
    }
    return resolved;
  }

  private void architectures(ObjectNode resolved) {
    String mine =
        switch (architecture) {
          case "amd64" -> "SCMP_ARCH_X86_64";
          case "arm64" -> "SCMP_ARCH_AARCH64";
          default -> "";
        };
    for (JsonNode each : profile.path("archMap")) {
      if (each.path("architecture").asString("").equals(mine)) {
        ArrayNode all = resolved.putArray("architectures");
        all.add(mine);
        each.path("subArchitectures").forEach(all::add);
      }
    }
    if (profile.path("archMap").isMissingNode()) {
      copy(profile, "architectures", resolved);
    }
  }

  private boolean applies(JsonNode rule, List<String> capabilities) {
    JsonNode includes = rule.path("includes");
    JsonNode excludes = rule.path("excludes");
    boolean included =
        (includes.path("arches").isEmpty() || holds(includes.path("arches"), architecture))
            && texts(includes.path("caps")).stream().allMatch(capabilities::contains)
            && atLeast(includes.path("minKernel"));
    boolean excluded =
        holds(excludes.path("arches"), architecture)
            || texts(excludes.path("caps")).stream().anyMatch(capabilities::contains)
            || (excludes.has("minKernel") && atLeast(excludes.path("minKernel")));
    return included && !excluded;
  }

  private static ObjectNode plain(JsonNode rule) {
    ObjectNode plain = Json.mapper().createObjectNode();
    if (rule.has("names")) {
      plain.set("names", rule.path("names"));
    } else {
      plain.putArray("names").add(rule.path("name"));
    }
    plain.set("action", rule.path("action"));
    copy(rule, "errnoRet", plain);
    if (!rule.path("args").isEmpty()) {
      plain.set("args", rule.path("args"));
    }
    return plain;
  }

  private static void copy(JsonNode from, String name, ObjectNode to) {
    JsonNode value = from.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      to.set(name, value);
    }
  }

  private boolean atLeast(JsonNode wanted) {
    List<Integer> version = version(wanted.asString("0.0"));
    return kernel.get(0) > version.get(0)
        || (kernel.get(0).equals(version.get(0)) && kernel.get(1) >= version.get(1));
  }

  private static List<Integer> version(String text) {
    List<Integer> numbers =
        List.of(text.split("[^0-9]+", -1)).stream()
            .filter(each -> !each.isEmpty())
            .limit(2)
            .map(Integer::valueOf)
            .toList();
    return numbers.size() == 2 ? numbers : List.of(0, 0);
  }

  private static boolean holds(JsonNode array, String wanted) {
    return texts(array).contains(wanted);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(each -> each.asString("")).toList();
  }
}
