package io.jswarm.daemon.rest;

import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.ApiVersion;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way in for specs: members newer than the client's API version are dropped, what Docker's
 * answers add is taken off again (so that reading and writing back changes nothing), and words that
 * mean nothing are refused. What a spec may ask for is the manager's to judge.
 */
final class SpecInput {
  private SpecInput() {}

  static ServiceSpec service(ObjectNode spec, ApiVersion version) {
    UnsignedNumbers.checkService(spec);
    JsonNode template = spec.path("TaskTemplate");
    JsonNode container = template.path("ContainerSpec");
    gate(spec, version);
    HostIps.spell(spec);
    PlacementWord.spell(spec);
    Autoscales.spell(spec);
    Schedules.spell(spec);
    drop(container, "Isolation", "default");
    runtime(template);
    drop(template, "Runtime", "container");
    if (count(spec.path("Mode")) > 1) {
      throw ApiError.badRequest("must specify only one service mode");
    }
    fillIn(spec.path("Mode"));
    for (JsonNode mount : container.path("Mounts")) {
      word("invalid MountType: \"%s\"", mount.path("Type"), MOUNTS);
    }
    word(
        "invalid RestartCondition: \"%s\"",
        template.path("RestartPolicy").path("Condition"), CONDITIONS);
    word("invalid resolution mode: \"%s\"", spec.path("EndpointSpec").path("Mode"), RESOLUTIONS);
    for (String roll : List.of("UpdateConfig", "RollbackConfig")) {
      String noun = roll.equals("UpdateConfig") ? "update" : "rollback";
      word(
          "unrecognized " + noun + " failure action %s",
          spec.at("/" + roll + "/FailureAction"),
          roll.equals("UpdateConfig") ? UPDATE_ACTIONS : ROLLBACK_ACTIONS);
      word("unrecognized " + noun + " order %s", spec.at("/" + roll + "/Order"), ORDERS);
    }
    return Body.bind(spec, ServiceSpec.class);
  }

  private static final List<String> MOUNTS =
      List.of("bind", "volume", "tmpfs", "npipe", "cluster", "image");
  private static final List<String> RESOLUTIONS = List.of("vip", "dnsrr");
  private static final List<String> CONDITIONS = List.of("any", "none", "on-failure");
  private static final List<String> UPDATE_ACTIONS = List.of("pause", "continue", "rollback");
  private static final List<String> ROLLBACK_ACTIONS = List.of("pause", "continue");
  private static final List<String> ORDERS = List.of("stop-first", "start-first");

  /** A node's spec, whose role and availability must be words Docker knows. */
  static NodeSpec node(ObjectNode spec) {
    required("invalid Role: \"%s\"", spec.path("Role"), List.of("worker", "manager"));
    required(
        "invalid Availability: \"%s\"",
        spec.path("Availability"), List.of("active", "pause", "drain"));
    return Body.bind(spec, NodeSpec.class);
  }

  private static void runtime(JsonNode template) {
    String runtime = template.path("Runtime").asString("");
    boolean container = template.path("ContainerSpec").isObject();
    switch (runtime) {
      case "", "container" -> {
        if (!container || template.path("PluginSpec").isObject()) {
          throw ApiError.badRequest("mismatched Runtime and *Spec fields");
        }
      }
      case "plugin", "attachment" ->
          throw ApiError.notAvailable(
              "services with the runtime \"" + runtime + "\" are not available in this version");
      default -> throw ApiError.badRequest("unsupported runtime");
    }
  }

  /** Docker ignores what a client of that version could not have meant. */
  private static void gate(ObjectNode spec, ApiVersion version) {
    JsonNode template = spec.path("TaskTemplate");
    JsonNode container = template.path("ContainerSpec");
    if (!version.atLeast(40)) {
      remove(container, "Sysctls");
      remove(template.path("Placement"), "MaxReplicas");
      remove(container.path("Privileges").path("CredentialSpec"), "Config");
      container.path("Configs").forEach(config -> remove(config, "Runtime"));
    }
    if (!version.atLeast(41)) {
      remove(container, "CapabilityAdd", "CapabilityDrop", "Ulimits");
      remove(template.path("Resources").path("Limits"), "Pids");
      remove(spec.path("Mode"), "ReplicatedJob", "GlobalJob");
    }
    if (!version.atLeast(44)) {
      remove(container.path("Healthcheck"), "StartInterval");
      remove(container.path("Privileges"), "Seccomp", "AppArmor", "NoNewPrivileges");
    }
    if (!version.atLeast(46)) {
      remove(container, "OomScoreAdj");
      container.path("Mounts").forEach(mount -> remove(mount.path("TmpfsOptions"), "Options"));
    }
    remove(template.path("Resources"), "SwapBytes", "MemorySwappiness");
  }

  private static void remove(JsonNode node, String... members) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of(members));
    }
  }

  private static void drop(JsonNode node, String member, String value) {
    if (node.path(member).asString("").equals(value)) {
      remove(node, member);
    }
  }

  /** Docker stores the number of tasks a client left out: its own waits for exactly that number. */
  private static void fillIn(JsonNode mode) {
    set(mode.path("Replicated"), "Replicas", Autoscales.replicas(mode));
    JsonNode job = mode.path("ReplicatedJob");
    set(job, "MaxConcurrent", 1);
    set(job, "TotalCompletions", job.path("MaxConcurrent").asLong(1));
  }

  private static void set(JsonNode node, String member, long value) {
    if (node instanceof ObjectNode object && !object.path(member).isNumber()) {
      object.put(member, value);
    }
  }

  private static int count(JsonNode mode) {
    int set = 0;
    for (JsonNode each : mode) {
      set += each.isNull() ? 0 : 1;
    }
    return set;
  }

  private static void word(String refusal, JsonNode said, List<String> words) {
    String text = said.asString("");
    if (!text.isEmpty() && !words.contains(text)) {
      throw ApiError.badRequest(refusal.formatted(text));
    }
  }

  private static void required(String refusal, JsonNode said, List<String> words) {
    String text = said.asString("");
    if (!words.contains(text.toLowerCase(Locale.ROOT))) {
      throw ApiError.badRequest(refusal.formatted(text));
    }
  }
}
