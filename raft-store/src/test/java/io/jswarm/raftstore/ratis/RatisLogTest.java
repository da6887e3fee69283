package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogContract;
import io.jswarm.raftstore.log.LogLab;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The log on Ratis keeps the contract: real sockets, real TLS, real disk. */
class RatisLogTest extends LogContract {
  static final RatisTuning EAGER =
      new RatisTuning(
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          new SnapshotPace(50, 1 << 20, 1 << 20),
          10,
          4 << 10);

  @TempDir Path directory;

  @Override
  protected LogLab newLab() {
    return new RatisLab(directory, EAGER);
  }
}
