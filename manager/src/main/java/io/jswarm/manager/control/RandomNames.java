package io.jswarm.manager.control;

import java.util.List;

/** A name for a service that was given none: two words chosen by its id. */
final class RandomNames {
  private static final List<String> QUALITIES =
      List.of(
          "amber", "brisk", "calm", "daring", "eager", "fair", "gentle", "hardy", "ideal", "jolly",
          "keen", "lively", "merry", "noble", "open", "proud", "quiet", "rapid", "sunny", "tidy",
          "upbeat", "vivid", "warm", "young", "zesty", "bold", "clear", "deft", "early", "frank",
          "grand", "humble");

  private static final List<String> THINGS =
      List.of(
          "anchor", "beacon", "canyon", "delta", "ember", "fjord", "glacier", "harbor", "island",
          "jetty", "kelp", "lagoon", "meadow", "nebula", "orchard", "prairie", "quarry", "reef",
          "summit", "tundra", "upland", "valley", "willow", "yonder", "zephyr", "bridge", "cedar",
          "dune", "estuary", "forest", "grove", "hollow");

  private RandomNames() {}

  static String of(String id) {
    int hash = id.hashCode();
    String quality = QUALITIES.get(Math.floorMod(hash, QUALITIES.size()));
    String thing = THINGS.get(Math.floorMod(hash / QUALITIES.size(), THINGS.size()));
    return quality + "_" + thing + "_" + id.substring(0, 4);
  }
}
