package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two engines from working on the same directories; the kernel lets go of it when a daemon
 * dies.
 */
final class EngineLock implements AutoCloseable {
  private final FileChannel channel;

  private EngineLock(FileChannel channel) {
    this.channel = channel;
  }

  static EngineLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new EngineLock(channel);
      }
    } catch (OverlappingFileLockException inThisProcess) {
      channel.close();
      throw new EngineException.Failed(
          "this process has an engine on " + file.getParent() + " already");
    }
    channel.close();
    throw new EngineException.Failed(
        "another daemon runs on %s; stop it, or give this one another --data-root"
            .formatted(file.getParent()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
