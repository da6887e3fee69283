package io.jswarm.worker.volume;

import java.util.List;

/** Says which containers were made with a volume, so that it is not taken from under them. */
@FunctionalInterface
public interface VolumeUse {
  /** Their ids, whether they run or have ended. */
  List<String> of(String volumeName);
}
