package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Debian's {@code docker-registry} on a host of a lab, which lets in nobody but {@link #USER}. It
 * ends with the host.
 */
final class PrivateRegistry {
  static final String USER = "alice";
  static final String PASSWORD = "open sesame";

  /** That password by bcrypt; {@code htpasswd} would make another one of it every time. */
  private static final String LINE =
      USER + ":$2y$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW\n";

  private static final int PORT = 5000;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MEDIA = "application/vnd.docker.";

  private final LabHost host;
  private final Path folder;

  private PrivateRegistry(LabHost host, Path folder) {
    this.host = host;
    this.folder = folder;
  }

  /** Its name in references, on the first host of a lab. */
  static String name() {
    return "10.98.0.1:" + PORT;
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param folder for all it keeps
   */
  static PrivateRegistry start(LabHost host, Path folder) throws IOException {
    Files.writeString(folder.resolve("htpasswd"), LINE);
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: warn, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: ":%d"}
            auth: {htpasswd: {realm: lab, path: %s}}
            """
                .formatted(folder.resolve("data"), PORT, folder.resolve("htpasswd")));
    Process registry =
        host.spawn(
            folder.resolve("registry.log"), List.of("docker-registry", "serve", config.toString()));
    PrivateRegistry started = new PrivateRegistry(host, folder);
    within(
        SOON,
        "the registry answers",
        () -> {
          if (!registry.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("registry.log")));
          }
          return host.exec("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + PORT).exitCode() == 0;
        });
    return started;
  }

  /** Puts the lab's busybox into it under this name and tag; the name is returned whole. */
  String push(Lab lab, String nameAndTag) throws IOException, InterruptedException {
    String whole = name() + "/" + nameAndTag;
    Path image = Files.createTempDirectory(folder, "image");
    Files.writeString(image.resolve("version"), "Directory Transport Version: 1.1\n");
    Path layer = lab.rootFileSystem();
    String layerDigest = sha256(layer);
    Files.copy(layer, image.resolve(layerDigest));
    Path config =
        Files.writeString(
            image.resolve("config"),
            "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{\"Env\":[\"PATH=/bin\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}"
                .formatted(architecture(), layerDigest));
    String configDigest = sha256(config);
    Files.move(config, image.resolve(configDigest));
    Files.writeString(
        image.resolve("manifest.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                MEDIA + "distribution.manifest.v2+json",
                entry("container.image.v1+json", image.resolve(configDigest)),
                entry("image.rootfs.diff.tar", image.resolve(layerDigest))));
    host.exec(
            "skopeo",
            "--insecure-policy",
            "copy",
            "--dest-tls-verify=false",
            "--dest-creds",
            USER + ":" + PASSWORD,
            "dir:" + image,
            "docker://" + whole)
        .orThrow();
    return whole;
  }

  private static String entry(String media, Path blob) throws IOException {
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"sha256:%s\"}"
        .formatted(MEDIA + media, Files.size(blob), blob.getFileName());
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** As the password looks at any place of base64: for the search where it must not be. */
  static List<String> shapesOfPassword() {
    return List.of(PASSWORD, shape("", 0), shape("x", 4), shape("xx", 4));
  }

  /** Without the first and last characters, which depend on what is around it. */
  private static String shape(String before, int cut) {
    byte[] bytes = (before + PASSWORD).getBytes(StandardCharsets.UTF_8);
    String text = Base64.getEncoder().encodeToString(bytes).replace("=", "");
    return text.substring(cut, text.length() - text.length() % 4);
  }
}
