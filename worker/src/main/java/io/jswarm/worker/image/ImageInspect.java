package io.jswarm.worker.image;

import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/** Docker's image in full. Sizes in bytes. */
public record ImageInspect(
    String id,
    List<String> repoTags,
    List<String> repoDigests,
    String parent,
    String comment,
    String created,
    String container,
    String dockerVersion,
    String author,
    JsonNode config,
    String architecture,
    String os,
    long size,
    long virtualSize,
    GraphDriver graphDriver,
    RootFs rootFS,
    Metadata metadata) {
  /** How the layers lie on disk. */
  public record GraphDriver(String name, SortedMap<String, String> data) {}

  /** The layers, bottom first, by the digest of their plain tar. */
  public record RootFs(String type, List<String> layers) {}

  /** What this node knows beside the image itself. */
  public record Metadata(String lastTagTime) {}
}
