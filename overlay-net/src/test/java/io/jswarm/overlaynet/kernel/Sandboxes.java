package io.jswarm.overlaynet.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Namespaces for one test; closing removes them. Needs root, unless it is said there is none. */
final class Sandboxes implements AutoCloseable {
  private static final String ROOTLESS = "jswarm.rootless";

  private final Path directory;
  private final Map<Path, NetNamespace> made = new LinkedHashMap<>();

  Sandboxes(Path directory) {
    Assumptions.assumeFalse(Boolean.getBoolean(ROOTLESS), "-D" + ROOTLESS + " is given");
    this.directory = directory;
  }

  Path file(String name) {
    return directory.resolve("jsw-" + name);
  }

  NetNamespace create(String name) throws IOException {
    NetNamespace namespace = NetNamespace.create(file(name));
    made.put(file(name), namespace);
    return namespace;
  }

  @Override
  public void close() throws IOException {
    for (Map.Entry<Path, NetNamespace> each : made.entrySet()) {
      each.getValue().close();
      NetNamespace.delete(each.getKey());
    }
  }
}
