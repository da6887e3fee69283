package io.jswarm.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Names this installation for ever: made at the first start and kept beside its data. */
final class InstallationId {
  private InstallationId() {}

  static String in(Path dataRoot) throws StartupException {
    Path file = dataRoot.resolve("installation-id");
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      String id = UUID.randomUUID().toString();
      Files.writeString(file, id + "\n");
      return id;
    } catch (IOException e) {
      throw new StartupException(file + " cannot be read or written: " + e.getMessage(), e);
    }
  }
}
