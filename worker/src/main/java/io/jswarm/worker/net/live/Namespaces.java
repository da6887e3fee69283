package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of this node: its own, a sandbox for each overlay, one for each container. Those
 * of sandboxes stay entered, those of containers are entered when there is something to do.
 */
final class Namespaces implements AutoCloseable {
  private final Path sandboxDirectory;
  private final Path containerDirectory;
  private final NetNamespace host;

  /** By the name of its file. */
  private final Map<String, NetNamespace> sandboxes = new TreeMap<>();

  /** The names of all that are there, entered or not; null before they are looked up. */
  private @Nullable SortedSet<String> there;

  private Namespaces(Path directory, NetNamespace host) {
    this.sandboxDirectory = directory.resolve("sandboxes");
    this.containerDirectory = directory.resolve("containers");
    this.host = host;
  }

  /**
   * The namespaces of a node.
   *
   * @param host its own, closed with the others
   */
  static Namespaces open(Path directory, NetNamespace host) throws IOException {
    Namespaces namespaces = new Namespaces(directory, host);
    Files.createDirectories(namespaces.sandboxDirectory);
    Files.createDirectories(namespaces.containerDirectory);
    return namespaces;
  }

  NetNamespace host() {
    return host;
  }

  /** The file that stands for a container's namespace. */
  Path container(String containerId) {
    return containerDirectory.resolve(containerId);
  }

  /** Makes a container's namespace; the one that is there is taken over. */
  NetNamespace ensureContainer(String containerId) throws IOException {
    return ensure(container(containerId));
  }

  /** The containers that have a namespace. */
  List<String> containers() throws IOException {
    return names(containerDirectory);
  }

  /** The sandbox of an overlay, made when it is not there. */
  NetNamespace ensureSandbox(String networkId) throws IOException {
    String name = Names.sandbox(networkId);
    NetNamespace known = sandboxes.get(name);
    if (known == null) {
      known = ensure(sandboxDirectory.resolve(name));
      sandboxes.put(name, known);
      sandboxesThere().add(name);
    }
    return known;
  }

  /** The sandbox of an overlay, if it was entered before. */
  Optional<NetNamespace> entered(String networkId) {
    return Optional.ofNullable(sandboxes.get(Names.sandbox(networkId)));
  }

  /** The names of all sandboxes that are there. */
  List<String> sandboxes() throws IOException {
    return List.copyOf(sandboxesThere());
  }

  /** Only this process makes and removes them. */
  private SortedSet<String> sandboxesThere() throws IOException {
    SortedSet<String> known = there;
    if (known == null) {
      known = new TreeSet<>(names(sandboxDirectory));
      there = known;
    }
    return known;
  }

  /** The sandbox of that name, which is there. */
  NetNamespace sandbox(String name) throws IOException {
    NetNamespace known = sandboxes.get(name);
    if (known == null) {
      known = NetNamespace.open(sandboxDirectory.resolve(name));
      sandboxes.put(name, known);
    }
    return known;
  }

  void deleteSandbox(String name) throws IOException {
    NetNamespace known = sandboxes.remove(name);
    if (known != null) {
      known.close();
    }
    NetNamespace.delete(sandboxDirectory.resolve(name));
    sandboxesThere().remove(name);
  }

  void deleteContainer(String containerId) throws IOException {
    NetNamespace.delete(container(containerId));
  }

  /** A file that a crash left without its namespace is made anew. */
  private static NetNamespace ensure(Path file) throws IOException {
    if (NetNamespace.exists(file)) {
      return NetNamespace.open(file);
    }
    Files.deleteIfExists(file);
    return NetNamespace.create(file);
  }

  private static List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }

  @Override
  public void close() {
    sandboxes.values().forEach(NetNamespace::close);
    sandboxes.clear();
    host.close();
  }
}
