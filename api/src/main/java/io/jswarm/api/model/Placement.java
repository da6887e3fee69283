package io.jswarm.api.model;

import java.util.List;

/** Which nodes may run the tasks, and how to spread them. */
@OmitEmpty
public record Placement(
    List<String> constraints,
    List<PlacementPreference> preferences,
    long maxReplicas,
    List<Platform> platforms) {
  public Placement {
    constraints = Values.list(constraints);
    preferences = Values.list(preferences);
    platforms = Values.list(platforms);
  }

  /** No restriction. */
  public static final Placement ANYWHERE = new Placement(List.of(), List.of(), 0, List.of());
}
