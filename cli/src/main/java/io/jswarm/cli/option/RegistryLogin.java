package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Credentials for a registry as {@code docker login} keeps them in config.json. */
public final class RegistryLogin {
  private static final String HUB_KEY = "https://index.docker.io/v1/";
  private static final long HELPER_SECONDS = 30;

  private RegistryLogin() {}

  /**
   * The value of the {@code X-Registry-Auth} header for the image; for nobody when nothing is
   * known.
   *
   * @throws IOException when the file or a credential helper cannot be used
   */
  public static String header(String image) throws IOException {
    String registry = ImageName.registry(image);
    String key = registry.equals("docker.io") ? HUB_KEY : registry;
    JsonObject config = config();
    String helper = config.object("credHelpers").text(key);
    if (helper.isEmpty()) {
      helper = config.text("credsStore");
    }
    JsonObject login =
        helper.isEmpty() ? stored(config.object("auths").object(key)) : asked(helper, key);
    login.setUnlessEmpty("serveraddress", login.isEmpty() ? "" : key);
    return Base64.getUrlEncoder().encodeToString(login.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject config() throws IOException {
    String folder = System.getenv("DOCKER_CONFIG");
    Path file =
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home", "/root"), ".docker", "config.json")
            : Path.of(folder, "config.json");
    if (!Files.isReadable(file)) {
      return new JsonObject();
    }
    return JsonReader.parse(Files.readString(file)) instanceof JsonObject object
        ? object
        : new JsonObject();
  }

  private static JsonObject stored(JsonObject entry) {
    JsonObject login = new JsonObject();
    String auth = entry.text("auth");
    if (!auth.isEmpty()) {
      String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      login.set("username", colon < 0 ? pair : pair.substring(0, colon));
      login.set("password", colon < 0 ? "" : pair.substring(colon + 1));
    }
    return login.setUnlessEmpty("identitytoken", entry.text("identitytoken"));
  }

  private static JsonObject asked(String helper, String key) throws IOException {
    Process process = new ProcessBuilder("docker-credential-" + helper, "get").start();
    try (var out = process.getOutputStream()) {
      out.write(key.getBytes(StandardCharsets.UTF_8));
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!ended(process) || process.exitValue() != 0) {
      return new JsonObject();
    }
    JsonObject login = new JsonObject();
    if (JsonReader.parse(answer) instanceof JsonObject found) {
      login.set("username", found.text("Username")).set("password", found.text("Secret"));
    }
    return login;
  }

  private static boolean ended(Process process) throws IOException {
    try {
      return process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a credential helper ran", e);
    }
  }
}
