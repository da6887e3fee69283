package io.jswarm.worker.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jswarm.api.codec.Json;
import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a registry has under a name now, as Docker's API tells it: clients pin services to it.
 *
 * @param platforms those there are images for
 */
public record Distribution(Descriptor descriptor, List<Platform> platforms) {
  /**
   * A manifest or index.
   *
   * @param size in bytes
   */
  public record Descriptor(
      @JsonProperty("mediaType") String mediaType,
      @JsonProperty("digest") String digest,
      @JsonProperty("size") long size) {}

  /** What an image runs on, in the words of images. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Platform(
      @JsonProperty("architecture") String architecture,
      @JsonProperty("os") String os,
      @JsonProperty("variant") @Nullable String variant) {}

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** Asks for a tag or a digest; layers are not fetched. */
  static Distribution of(RegistrySession registry, Reference wanted) throws IOException {
    String at = wanted.digest().or(wanted::tag).orElseThrow();
    byte[] bytes = registry.manifest(at);
    JsonNode document = json(bytes);
    boolean isIndex = document.has("manifests");
    Descriptor descriptor =
        new Descriptor(
            document.path("mediaType").asString(isIndex ? INDEX : MANIFEST),
            Digest.of(bytes).toString(),
            bytes.length);
    return new Distribution(
        descriptor, isIndex ? platforms(document) : List.of(platform(registry, document)));
  }

  private static List<Platform> platforms(JsonNode index) {
    List<Platform> found = new ArrayList<>();
    for (JsonNode each : index.path("manifests")) {
      Platform platform = platform(each.path("platform"));
      if (!platform.os().isEmpty() && !platform.os().equals("unknown")) {
        found.add(platform);
      }
    }
    return found;
  }

  private static Platform platform(RegistrySession registry, JsonNode manifest) throws IOException {
    Digest config = Digest.parse(manifest.path("config").path("digest").asString(""));
    return platform(json(registry.document(config)));
  }

  private static Platform platform(JsonNode described) {
    String variant = described.path("variant").asString("");
    return new Platform(
        described.path("architecture").asString(""),
        described.path("os").asString(""),
        variant.isEmpty() ? null : variant);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      throw new ImageException.Invalid("the registry's manifest is not JSON", e);
    }
  }
}
