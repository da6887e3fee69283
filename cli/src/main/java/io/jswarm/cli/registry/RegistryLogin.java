package io.jswarm.cli.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What commands show to a daemon on behalf of whoever has logged in. */
public final class RegistryLogin {
  private RegistryLogin() {}

  /**
   * The value of the {@code X-Registry-Auth} header for the image; for nobody when nothing is
   * known.
   *
   * @throws IOException when the file or a credential helper cannot be used
   */
  public static String header(String image) throws IOException {
    Registry registry = Registry.ofImage(image);
    return encoded(DockerConfig.usual().login(registry), registry);
  }

  static String encoded(Account login, Registry registry) {
    byte[] json = login.toApi(registry).toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(json);
  }
}
