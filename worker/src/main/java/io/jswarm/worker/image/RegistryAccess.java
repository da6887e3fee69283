package io.jswarm.worker.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How registries are reached.
 *
 * @param insecure hosts (with port, as in a reference) that may be spoken to in plain HTTP;
 *     loopback may without being named
 * @param certificates a directory with one for each registry, named as in a reference; the
 *     authorities in its files {@code *.crt} are trusted for that registry beside the system's
 */
public record RegistryAccess(List<String> insecure, Path certificates) {
  /** Where Docker has them. */
  public static final Path USUAL_CERTIFICATES = Path.of("/etc/docker/certs.d");

  public static final RegistryAccess DEFAULT = new RegistryAccess(List.of());

  public RegistryAccess {
    insecure = List.copyOf(insecure);
  }

  /** With the certificates where Docker has them. */
  public RegistryAccess(List<String> insecure) {
    this(insecure, USUAL_CERTIFICATES);
  }

  /**
   * Whether plain HTTP is fine for this registry. One that has certificates here is spoken to in
   * TLS, wherever it is.
   */
  boolean allowsPlain(String domain) throws IOException {
    String host = domain.replaceAll(":[0-9]+$", "");
    boolean allowed =
        host.equals("localhost")
            || host.matches("127(\\.[0-9]{1,3}){3}")
            || host.equals("[::1]")
            || insecure.contains(domain)
            || insecure.contains(host);
    return allowed && authorities(domain).isEmpty();
  }

  /** The files with this registry's own authorities, by name; mostly none. */
  List<Path> authorities(String domain) throws IOException {
    Path directory = certificates.resolve(domain).normalize();
    if (!certificates.equals(directory.getParent()) || !Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.crt")) {
      files.forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }
}
