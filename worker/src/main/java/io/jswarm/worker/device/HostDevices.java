package io.jswarm.worker.device;

import io.jswarm.api.model.DeviceMapping;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The device nodes of this node. */
public final class HostDevices {
  private static final Path ALL = Path.of("/dev");

  /** Below {@link #ALL}: those of this node's own terminals, and file systems of their own. */
  private static final Set<String> OWN = Set.of("pts", "shm", "fd", "mqueue", "console", ".udev");

  /** Device nodes of one directory; no kind of device has so many. */
  private static final int NODES_MAX = 4_096;

  private static final Set<String> TYPES = Set.of("b", "c");
  private static final int DEFAULT_PERMISSIONS = 0666;
  private static final int FORMAT_MASK = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;
  private static final int PERMISSIONS = 07777;

  private HostDevices() {}

  /**
   * The devices of a mapping: one, or all those beneath a directory.
   *
   * @throws EngineException.Rejected when there is none, naming the path
   */
  public static List<DeviceNode> of(DeviceMapping mapping) {
    Path path = Path.of(mapping.pathOnHost());
    if (!Files.exists(path)) {
      throw new EngineException.Rejected(
          "error gathering device information while adding custom device \"%s\": no such file or directory"
              .formatted(path));
    }
    try {
      List<DeviceNode> found =
          Files.isDirectory(path)
              ? beneath(path, mapping)
              : node(path, mapping.permissions()).map(each -> each.at(mapping.target())).stream()
                  .toList();
      if (found.isEmpty()) {
        throw new EngineException.Rejected(
            "error gathering device information while adding custom device \"%s\": not a device node"
                .formatted(path));
      }
      return found;
    } catch (IOException e) {
      throw new EngineException.Failed("device " + path + " cannot be looked at", e);
    }
  }

  private static List<DeviceNode> beneath(Path directory, DeviceMapping mapping)
      throws IOException {
    Path target = Path.of(mapping.target());
    return walk(directory, mapping.permissions()).stream()
        .map(each -> each.at(target.resolve(directory.relativize(Path.of(each.path()))).toString()))
        .toList();
  }

  /**
   * A device that a CDI file asks for.
   *
   * @throws EngineException.Rejected when it is not there, or no device node
   */
  public static DeviceNode of(ContainerEdits.Node node) {
    String host =
        node.hostPath() == null || node.hostPath().isEmpty() ? node.path() : node.hostPath();
    String access = node.permissions() == null ? "" : node.permissions();
    DeviceNode found =
        node.major() == null || node.type() == null
            ? of(new DeviceMapping(host, node.path(), access)).getFirst()
            : new DeviceNode(
                node.path(),
                node.type().equals("u") ? "c" : node.type(),
                node.major(),
                node.minor() == null ? 0 : node.minor(),
                DEFAULT_PERMISSIONS,
                0,
                0,
                access.isEmpty() ? DeviceMapping.ALL_PERMISSIONS : access);
    if (!TYPES.contains(found.type())) {
      throw new EngineException.Rejected(
          "the CDI file asks for %s of type \"%s\", which is no device"
              .formatted(found.path(), found.type()));
    }
    return new DeviceNode(
        found.path(),
        found.type(),
        found.major(),
        found.minor(),
        node.fileMode() == null ? found.fileMode() : node.fileMode(),
        node.uid() == null ? found.uid() : node.uid(),
        node.gid() == null ? found.gid() : node.gid(),
        found.access());
  }

  /** All of them, as a privileged container has them. */
  public static List<DeviceNode> all() throws IOException {
    return walk(ALL, DeviceMapping.ALL_PERMISSIONS);
  }

  private static List<DeviceNode> walk(Path top, String access) throws IOException {
    List<DeviceNode> found = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isOwn(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isOther() && !isOwn(file) && Files.exists(file)) {
              node(file, access).ifPresent(found::add);
            }
            return found.size() < NODES_MAX ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          // devices come and go while one looks
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isOwn(Path path) {
    return ALL.equals(path.getParent()) && OWN.contains(path.getFileName().toString());
  }

  /** The device node at a path, links followed; empty when it is something else. */
  static Optional<DeviceNode> node(Path path, String access) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, "unix:mode,rdev,uid,gid");
    int mode = number(found, "mode").intValue();
    long rdev = number(found, "rdev").longValue();
    String type =
        switch (mode & FORMAT_MASK) {
          case CHARACTER -> "c";
          case BLOCK -> "b";
          default -> "";
        };
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeviceNode(
                path.toString(),
                type,
                major(rdev),
                minor(rdev),
                mode & PERMISSIONS,
                number(found, "uid").intValue(),
                number(found, "gid").intValue(),
                access));
  }

  private static Number number(Map<String, Object> attributes, String name) {
    if (attributes.get(name) instanceof Number number) {
      return number;
    }
    throw new UncheckedIOException(new IOException("the file system tells no " + name));
  }

  /** The two halves of a device number, as the C library lays it out. */
  static long major(long rdev) {
    return ((rdev >>> 8) & 0xfff) | ((rdev >>> 32) & 0xfffff000L);
  }

  static long minor(long rdev) {
    return (rdev & 0xff) | ((rdev >>> 12) & 0xffffff00L);
  }
}
