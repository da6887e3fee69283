package io.jswarm.worker.volume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A volume of this node, of the driver {@code local}.
 *
 * @param options {@code type}, {@code o} and {@code device}, or none
 * @param mountpoint where its files are; with options, while somebody uses it
 * @param madeFor id of the container it goes with; empty when it stays until it is removed
 */
public record Volume(
    String name,
    SortedMap<String, String> options,
    SortedMap<String, String> labels,
    Instant created,
    Path mountpoint,
    String madeFor) {
  /** The one driver there is. */
  public static final String LOCAL = "local";

  /** Docker's mark of a volume nobody gave a name. */
  public static final String ANONYMOUS = "com.docker.volume.anonymous";

  public Volume {
    options = sorted(options);
    labels = sorted(labels);
  }

  /** Whether nobody gave it a name. */
  public boolean isAnonymous() {
    return labels.containsKey(ANONYMOUS);
  }

  /** Whether its files are elsewhere and have to be mounted. */
  public boolean isMounted() {
    return !options.isEmpty();
  }

  static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
