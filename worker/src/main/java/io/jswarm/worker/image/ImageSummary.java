package io.jswarm.worker.image;

import java.util.List;
import java.util.SortedMap;

/**
 * Docker's image in a list. Sizes in bytes, {@code created} in seconds since 1970, -1 where nothing
 * was counted.
 */
public record ImageSummary(
    long containers,
    long created,
    String id,
    SortedMap<String, String> labels,
    String parentId,
    List<String> repoDigests,
    List<String> repoTags,
    long sharedSize,
    long size,
    long virtualSize) {}
