package io.jswarm.worker.image;

import java.util.List;

/**
 * How registries are reached.
 *
 * @param insecure hosts (with port, as in a reference) that may be spoken to in plain HTTP;
 *     loopback always may
 */
public record RegistryAccess(List<String> insecure) {
  public static final RegistryAccess DEFAULT = new RegistryAccess(List.of());

  public RegistryAccess {
    insecure = List.copyOf(insecure);
  }

  /** Whether plain HTTP is fine for this registry. */
  boolean allowsPlain(String domain) {
    String host = domain.replaceAll(":[0-9]+$", "");
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]")
        || insecure.contains(domain)
        || insecure.contains(host);
  }
}
