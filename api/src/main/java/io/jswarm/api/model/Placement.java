package io.jswarm.api.model;

import java.util.List;

/**
 * Which nodes may run the tasks, and how to spread them.
 *
 * @param volumeAffinity ours (docs/adr/026): whether tasks stay with the data of their named
 *     volumes, {@link #HARD}, {@link #SOFT}, or empty for no
 */
@OmitEmpty
public record Placement(
    List<String> constraints,
    List<PlacementPreference> preferences,
    long maxReplicas,
    List<Platform> platforms,
    String volumeAffinity) {
  /** Only nodes that have the data. */
  public static final String HARD = "hard";

  /** Nodes that have the data before others. */
  public static final String SOFT = "soft";

  public Placement {
    constraints = Values.list(constraints);
    preferences = Values.list(preferences);
    platforms = Values.list(platforms);
    volumeAffinity = Values.text(volumeAffinity);
  }

  /** One that says nothing of volumes. */
  public Placement(
      List<String> constraints,
      List<PlacementPreference> preferences,
      long maxReplicas,
      List<Platform> platforms) {
    this(constraints, preferences, maxReplicas, platforms, "");
  }

  /** No restriction. */
  public static final Placement ANYWHERE = new Placement(List.of(), List.of(), 0, List.of());

  public Placement withVolumeAffinity(String volumeAffinity) {
    return new Placement(constraints, preferences, maxReplicas, platforms, volumeAffinity);
  }
}
