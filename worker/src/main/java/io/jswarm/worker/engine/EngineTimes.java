package io.jswarm.worker.engine;

import java.time.Duration;

/**
 * How long the steps of making and starting one container took. Zero for a step that was not taken
 * or not seen: a daemon that takes a container over knows nothing of its making.
 *
 * @param mount the file system
 * @param bundle users, files of the network, configuration
 * @param create until the runtime's first process waits
 * @param start until that process is let go
 */
public record EngineTimes(Duration mount, Duration bundle, Duration create, Duration start) {
  public static final EngineTimes NONE =
      new EngineTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public EngineTimes withStart(Duration start) {
    return new EngineTimes(mount, bundle, create, start);
  }
}
