package io.jswarm.worker.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which volumes a node tells managers of, so that tasks can stay with their data: those that have
 * names, the newest first when there are too many. Every manager keeps what every node tells.
 */
public final class VolumeReport {
  /** Volumes of one node; one with more serves somebody else than services. */
  static final int VOLUMES_MAX = 256;

  /** All their names together, in characters, which are bytes. */
  static final int CHARACTERS_MAX = 16 << 10;

  private VolumeReport() {}

  /** The names, sorted. */
  public static List<String> of(List<Volume> volumes) {
    List<Volume> newestFirst =
        volumes.stream()
            .filter(each -> !each.isAnonymous())
            .sorted(Comparator.comparing(Volume::created).reversed().thenComparing(Volume::name))
            .limit(VOLUMES_MAX)
            .toList();
    List<String> names = new ArrayList<>();
    int characters = 0;
    for (Volume each : newestFirst) {
      characters += each.name().length();
      if (characters > CHARACTERS_MAX) {
        break;
      }
      names.add(each.name());
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }
}
