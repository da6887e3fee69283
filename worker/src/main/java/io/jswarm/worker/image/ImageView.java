package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Images in Docker's shapes, from and to their configuration. Pure. */
final class ImageView {
  private static final long NOT_COUNTED = -1;
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private ImageView() {}

  static ImageSummary summary(ImageConfig config, Catalog catalog, long bytes) {
    return new ImageSummary(
        NOT_COUNTED,
        created(config).getEpochSecond(),
        config.id().toString(),
        config.labels(),
        "",
        catalog.namesOf(config.id(), true),
        catalog.namesOf(config.id(), false),
        NOT_COUNTED,
        bytes,
        bytes);
  }

  static ImageInspect inspect(ImageConfig config, Catalog catalog, long bytes, Path layerRoot) {
    JsonNode document = config.document();
    return new ImageInspect(
        config.id().toString(),
        catalog.namesOf(config.id(), false),
        catalog.namesOf(config.id(), true),
        "",
        document.path("comment").asString(""),
        config.created().isEmpty() ? NEVER : config.created(),
        document.path("container").asString(""),
        document.path("docker_version").asString(""),
        document.path("author").asString(""),
        config.settings().isObject() ? config.settings() : Json.mapper().createObjectNode(),
        config.architecture(),
        config.os(),
        bytes,
        bytes,
        new ImageInspect.GraphDriver("overlay2", graph(config, layerRoot)),
        new ImageInspect.RootFs("layers", config.layers().stream().map(Digest::toString).toList()),
        new ImageInspect.Metadata(NEVER));
  }

  private static SortedMap<String, String> graph(ImageConfig config, Path layerRoot) {
    SortedMap<String, String> data = new TreeMap<>();
    data.put(
        "LowerDir",
        config.layers().reversed().stream()
            .map(each -> layerRoot.resolve(LayerStore.nameOf(each)).toString())
            .collect(Collectors.joining(":")));
    return data;
  }

  private static Instant created(ImageConfig config) {
    try {
      return OffsetDateTime.parse(config.created()).toInstant();
    } catch (DateTimeException notSaid) {
      return Instant.EPOCH;
    }
  }

  /** The configuration of an image made of one imported layer. */
  static ImageConfig ofImport(
      Digest layer, ObjectNode settings, ImportRequest request, Instant now) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put(
        "architecture", request.arch().isEmpty() ? Platforms.architecture() : request.arch());
    document.put("comment", request.message());
    document.set("config", settings);
    document.put("created", now.toString());
    ObjectNode step = document.putArray("history").addObject();
    step.put("created", now.toString());
    step.put("comment", request.message());
    document.put("os", "linux");
    ObjectNode rootFs = document.putObject("rootfs");
    rootFs.put("type", "layers");
    List.of(layer).forEach(each -> rootFs.withArray("diff_ids").add(each.toString()));
    return ImageConfig.parse(Json.write(document));
  }
}
