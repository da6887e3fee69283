package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Which nodes may run the tasks, and how to spread them.
 *
 * @param volumeAffinity ours (docs/adr/026): whether tasks stay with the data of their named
 *     volumes, {@link #HARD}, {@link #SOFT}, or empty for no
 * @param rebalance ours (docs/adr/029): {@link #AUTO} when running tasks move to emptier nodes by
 *     themselves, empty when only on demand
 */
@OmitEmpty
public record Placement(
    List<String> constraints,
    List<PlacementPreference> preferences,
    long maxReplicas,
    List<Platform> platforms,
    String volumeAffinity,
    String rebalance) {
  /** Only nodes that have the data. */
  public static final String HARD = "hard";

  /** Nodes that have the data before others. */
  public static final String SOFT = "soft";

  /** Running tasks move by themselves. */
  public static final String AUTO = "auto";

  public Placement {
    constraints = Values.list(constraints);
    preferences = Values.list(preferences);
    platforms = Values.list(platforms);
    volumeAffinity = Values.text(volumeAffinity);
    rebalance = Values.text(rebalance);
  }

  /** One that says nothing of what is ours. */
  public Placement(
      List<String> constraints,
      List<PlacementPreference> preferences,
      long maxReplicas,
      List<Platform> platforms) {
    this(constraints, preferences, maxReplicas, platforms, "", "");
  }

  /** No restriction. */
  public static final Placement ANYWHERE = new Placement(List.of(), List.of(), 0, List.of());

  public Placement withVolumeAffinity(String volumeAffinity) {
    return new Placement(
        constraints, preferences, maxReplicas, platforms, volumeAffinity, rebalance);
  }

  public Placement withRebalance(String rebalance) {
    return new Placement(
        constraints, preferences, maxReplicas, platforms, volumeAffinity, rebalance);
  }

  /** Whether running tasks move to emptier nodes without being asked. */
  @JsonIgnore
  public boolean rebalances() {
    return rebalance.equals(AUTO);
  }
}
