package io.jswarm.cli.registry;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import io.jswarm.cli.json.JsonSyntaxException;
import io.jswarm.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Docker's {@code config.json}, in which its clients keep logins or name the programs that do.
 * Everything else in it stays as it is.
 */
final class DockerConfig {
  private final Path file;
  private final JsonObject content;

  private DockerConfig(Path file, JsonObject content) {
    this.file = file;
    this.content = content;
  }

  /** The user's own: in {@code $DOCKER_CONFIG}, else in {@code ~/.docker}. */
  static DockerConfig usual() throws IOException {
    String folder = System.getenv("DOCKER_CONFIG");
    return read(
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home", "/root"), ".docker", "config.json")
            : Path.of(folder, "config.json"));
  }

  /**
   * What is in a file; nothing when there is none.
   *
   * @throws CommandException when it is not JSON
   */
  static DockerConfig read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return new DockerConfig(file, new JsonObject());
    }
    try {
      if (JsonReader.parse(Files.readString(file)) instanceof JsonObject content) {
        return new DockerConfig(file, content);
      }
    } catch (JsonSyntaxException _) {
      // said below, without what is in it
    }
    throw new CommandException(file + " is not a JSON object: mend it, or log in anew without it");
  }

  Path file() {
    return file;
  }

  /** The program that keeps the login of a registry, if one does. */
  Optional<LoginKeeper> helper(Registry registry) {
    String own = content.object("credHelpers").text(registry.key());
    String name = own.isEmpty() ? content.text("credsStore") : own;
    return name.isEmpty() ? Optional.empty() : Optional.of(new LoginKeeper(name));
  }

  /** The login of a registry; nobody's when there is none. */
  Account login(Registry registry) throws IOException {
    Optional<LoginKeeper> helper = helper(registry);
    if (helper.isPresent()) {
      return helper.get().get(registry.key());
    }
    JsonObject auths = content.object("auths");
    if (auths.has(registry.key())) {
      return Account.ofEntry(auths.object(registry.key()));
    }
    return auths.names().stream()
        .filter(registry::isMeantBy)
        .findFirst()
        .map(key -> Account.ofEntry(auths.object(key)))
        .orElse(Account.NOBODY);
  }

  /** Keeps a login in place of a former one. */
  void keep(Registry registry, Account login) throws IOException {
    Optional<LoginKeeper> helper = helper(registry);
    if (helper.isPresent()) {
      helper.get().store(registry.key(), login);
    }
    JsonObject entry = helper.isPresent() ? new JsonObject() : login.toEntry();
    content.child("auths").set(registry.key(), entry);
    write();
  }

  /**
   * Forgets a login.
   *
   * @return whether there was one
   */
  boolean forget(Registry registry) throws IOException {
    boolean known = !login(registry).isNobody();
    Optional<LoginKeeper> helper = helper(registry);
    if (known && helper.isPresent()) {
      helper.get().erase(registry.key());
    }
    JsonObject auths = content.object("auths");
    List<String> keys = auths.names().stream().filter(registry::isMeantBy).toList();
    if (!keys.isEmpty()) {
      keys.forEach(auths::remove);
      write();
    }
    return known;
  }

  /** In one step, for its owner only; a link to it stays one. */
  private void write() throws IOException {
    if (Files.exists(file) && !Files.isReadable(file)) {
      throw new CommandException(file + " may not be read, so it is not replaced");
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    // a temporary file is for its owner only from the beginning
    Path next = Files.createTempFile(folder, "config.json", "");
    try {
      Files.writeString(next, JsonWriter.indented(content));
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
