package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.HealthConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An image's configuration document, in which the OCI and Docker agree: what runs by default, and
 * the digests of the layers' plain tars. Its own digest is the image's id.
 *
 * @param text the document byte for byte, on which the id depends
 */
public record ImageConfig(String text, JsonNode document) {
  /** Docker stops at 127, for the kernel's sake. */
  static final int MAX_LAYERS = 127;

  /**
   * Reads a configuration document.
   *
   * @throws ImageException.Invalid when it is none
   */
  public static ImageConfig parse(String text) {
    JsonNode document;
    try {
      document = Json.mapper().readTree(text);
    } catch (JacksonException e) {
      throw new ImageException.Invalid("the image's configuration is not JSON", e);
    }
    ImageConfig config = new ImageConfig(text, document);
    if (!document.isObject() || config.layers().size() > MAX_LAYERS) {
      throw new ImageException.Invalid(
          "the image's configuration is no object with at most %d layers".formatted(MAX_LAYERS));
    }
    return config;
  }

  public Digest id() {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The layers, bottom first, by the digest of their plain tar. */
  public List<Digest> layers() {
    return texts(document.path("rootfs").path("diff_ids")).stream().map(Digest::parse).toList();
  }

  public List<String> env() {
    return texts(settings().path("Env"));
  }

  public List<String> entrypoint() {
    return texts(settings().path("Entrypoint"));
  }

  public List<String> command() {
    return texts(settings().path("Cmd"));
  }

  public String workingDirectory() {
    return settings().path("WorkingDir").asString("");
  }

  public String user() {
    return settings().path("User").asString("");
  }

  public String stopSignal() {
    return settings().path("StopSignal").asString("");
  }

  /** Where it wants volumes, in the order of their names. */
  public List<String> volumes() {
    return settings().path("Volumes").properties().stream()
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** What a command line given as one text is handed to. */
  public List<String> shell() {
    List<String> shell = texts(settings().path("Shell"));
    return shell.isEmpty() ? List.of("/bin/sh", "-c") : shell;
  }

  /**
   * How to see whether a container is well; null when the image does not say.
   *
   * @throws ImageException.Invalid when it cannot be understood
   */
  public @Nullable HealthConfig health() {
    JsonNode health = settings().path("Healthcheck");
    try {
      return health.isObject() ? Json.mapper().treeToValue(health, HealthConfig.class) : null;
    } catch (JacksonException e) {
      throw new ImageException.Invalid("the image's HEALTHCHECK is not understood", e);
    }
  }

  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    settings()
        .path("Labels")
        .properties()
        .forEach(each -> labels.put(each.getKey(), each.getValue().asString("")));
    return labels;
  }

  /** When it was made, as RFC 3339; empty when not said. */
  public String created() {
    return document.path("created").asString("");
  }

  public String os() {
    return document.path("os").asString("linux");
  }

  public String architecture() {
    return document.path("architecture").asString("");
  }

  /** The part that says what runs. */
  JsonNode settings() {
    return document.path("config");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : array) {
      texts.add(each.asString(""));
    }
    return texts;
  }
}
