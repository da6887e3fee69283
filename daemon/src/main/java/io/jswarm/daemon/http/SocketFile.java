package io.jswarm.daemon.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a unix socket: made way for, given its rights, removed again if it is still ours. */
final class SocketFile {
  private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

  private final Path path;
  private final Object key;

  private SocketFile(Path path, Object key) {
    this.path = path;
    this.key = key;
  }

  /**
   * Removes a socket nobody listens on any more.
   *
   * @throws IOException when somebody does, or when the path is something else than a socket
   */
  static void makeWay(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!attributes(path).isOther()) {
      throw new IOException(path + " exists and is not a socket: remove it or listen elsewhere");
    }
    if (answers(path)) {
      throw new IOException("another jswarmd is listening on " + path);
    }
    Files.delete(path);
  }

  private static boolean answers(Path path) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException _) {
      return false;
    }
  }

  /** Gives a socket that was just bound its group and the rights 0660. */
  static SocketFile claim(Listen.Unix listen) throws IOException {
    Path path = listen.path();
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      GroupPrincipal group =
          path.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(listen.group());
      view.setGroup(group);
    } catch (UserPrincipalNotFoundException _) {
      LOG.info("no group {} on this machine: {} is for its owner only", listen.group(), path);
    } catch (IOException e) {
      LOG.warn("cannot give {} to group {}: {}", path, listen.group(), e.getMessage());
    }
    view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    return new SocketFile(path, key(path));
  }

  /** Removes the file unless another process put its own there meanwhile. */
  void remove() {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(key(path))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", path, e.getMessage());
    }
  }

  private static Object key(Path path) throws IOException {
    return Objects.requireNonNullElse(attributes(path).fileKey(), path);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
