package io.jswarm.worker.net.live;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that are on networks, a file for each: what the next daemon takes over. They lie where
 * a restart of the machine clears them, as it does the kernel.
 */
final class TaskFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFiles.class);
  private static final String SUFFIX = ".json";

  private final Path directory;

  TaskFiles(Path directory) {
    this.directory = directory;
  }

  void write(LocalTask task) throws IOException {
    WholeFile.write(file(task.containerId()), Json.writeBytes(task));
  }

  void delete(String containerId) throws IOException {
    Files.deleteIfExists(file(containerId));
  }

  /** All of them; one that cannot be read is passed over, and its container is on no network. */
  List<LocalTask> read() throws IOException {
    List<LocalTask> tasks = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        try {
          tasks.add(Json.read(Files.readAllBytes(file), LocalTask.class));
        } catch (IOException | BadDocument e) {
          LOG.warn(
              "{} should say which networks a container is on, and cannot be read: {}",
              file,
              e.toString());
        }
      }
    }
    return tasks;
  }

  private Path file(String containerId) {
    return directory.resolve(containerId + SUFFIX);
  }
}
