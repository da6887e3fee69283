package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.ApiVersion;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.image.ImageSummary;
import io.jswarm.worker.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_ping}, {@code /version}, {@code /info}, {@code /system/df}: what is here. */
final class SystemRoutes {
  private final ApiPorts ports;
  private final InfoJson info;
  private final InstantSource clock;

  SystemRoutes(ApiPorts ports, InfoJson info, InstantSource clock) {
    this.ports = ports;
    this.info = info;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("HEAD", "/_ping", this::ping)
        .add("GET", "/_ping", this::ping)
        .add("GET", "/version", this::version)
        .add("GET", "/info", _ -> Answers.ok(info.of()))
        .add("GET", "/system/df", this::diskUsage);
  }

  private Reply ping(Request request) {
    Map<String, String> headers =
        Map.of(
            "Swarm", swarm(ports.life().standing().get()),
            "Builder-Version", "1",
            "Cache-Control", "no-cache, no-store, must-revalidate",
            "Pragma", "no-cache");
    boolean head = request.line().method().equals("HEAD");
    byte[] body = (head ? "" : "OK").getBytes(StandardCharsets.UTF_8);
    return new Reply.Full(200, "text/plain; charset=utf-8", () -> body, headers);
  }

  private static String swarm(Standing standing) {
    return switch (standing) {
      case Standing.Manager _ -> "active/manager";
      case Standing.Worker _ -> "active/worker";
      case Standing.Inactive _, Standing.Starting _, Standing.Locked _, Standing.Broken _ ->
          standing.state().text();
    };
  }

  private Reply version(Request request) {
    LocalNode.Product product = ports.local().product();
    EngineFacts facts = ports.local().engine().facts();
    ObjectNode json = Json.mapper().createObjectNode();
    json.putObject("Platform").put("Name", "jswarm");
    ArrayNode components = json.putArray("Components");
    ObjectNode engine = components.addObject().put("Name", "Engine");
    engine.put("Version", product.version());
    ObjectNode details = engine.putObject("Details");
    details.put("ApiVersion", ApiVersion.MAX.toString());
    details.put("Arch", arch(facts));
    details.put("BuildTime", product.builtAt());
    details.put("Experimental", "false");
    details.put("GitCommit", product.commit());
    details.put("GoVersion", "java " + Runtime.version().feature());
    details.put("KernelVersion", facts.kernel());
    details.put("MinAPIVersion", ApiVersion.MIN.toString());
    details.put("Os", facts.os());
    runtime(components.addObject(), facts);
    json.put("Version", product.version());
    json.put("ApiVersion", ApiVersion.MAX.toString());
    json.put("MinAPIVersion", ApiVersion.MIN.toString());
    json.put("GitCommit", product.commit());
    json.put("GoVersion", "java " + Runtime.version().feature());
    json.put("Os", facts.os());
    json.put("Arch", arch(facts));
    json.put("KernelVersion", facts.kernel());
    json.put("BuildTime", product.builtAt());
    return Answers.ok(json);
  }

  private static void runtime(ObjectNode component, EngineFacts facts) {
    String[] words = facts.version().split(" ", 2);
    component.put("Name", words[0]);
    component.put("Version", words.length > 1 ? words[1] : facts.version());
    component.putObject("Details").put("GitCommit", "");
  }

  /** Go's name for the architecture, which is what clients compare. */
  private static String arch(EngineFacts facts) {
    return switch (facts.arch()) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> facts.arch();
    };
  }

  private Reply diskUsage(Request request) {
    List<ImageSummary> images = ports.local().engine().images().list();
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("LayersSize", images.stream().mapToLong(ImageSummary::size).sum());
    json.set("Images", Json.mapper().valueToTree(images));
    ArrayNode containers = json.putArray("Containers");
    for (LocalContainer container : ports.local().engine().list()) {
      containers.add(ContainerJson.summary(container, clock.instant()).put("SizeRootFs", 0));
    }
    ArrayNode volumes = json.putArray("Volumes");
    for (Volume volume : ports.local().engine().volumes().list()) {
      volumes.add(VolumeJson.measured(volume, ports.local().engine().volumes()));
    }
    json.putArray("BuildCache");
    if (request.query().all("type").stream().anyMatch(type -> !isDiskType(type))) {
      throw ApiError.badRequest("unknown object type in " + request.query().all("type"));
    }
    return Answers.ok(json);
  }

  private static boolean isDiskType(String type) {
    return List.of("container", "image", "volume", "build-cache").contains(type);
  }
}
