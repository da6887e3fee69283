package io.jswarm.overlaynet.wireguard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a node keeps its keys, for itself alone: a line for each, {@code PRIVATE PUBLIC MADE-AT}.
 */
public final class KeyFile {
  private static final FileAttribute<Set<PosixFilePermission>> FOR_ITSELF_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  /**
   * The keys that are there, or new ones, which are kept. A file that cannot be read as keys is
   * replaced: nobody has lost anything but the sessions, which begin anew.
   */
  public NodeKeys loadOrMake(SecureRandom random, Instant now) throws IOException {
    Optional<NodeKeys> found = load();
    if (found.isPresent()) {
      return found.get();
    }
    NodeKeys made = NodeKeys.make(random, now);
    save(made);
    return made;
  }

  private Optional<NodeKeys> load() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<KeyPair> pairs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || !KeyPair.isKey(words[0]) || !KeyPair.isKey(words[1])) {
        return Optional.empty();
      }
      try {
        pairs.add(new KeyPair(words[0], words[1], Instant.parse(words[2])));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
    return pairs.size() == NodeKeys.SLOTS
        ? Optional.of(new NodeKeys(pairs.get(0), pairs.get(1)))
        : Optional.empty();
  }

  /** Keeps the keys; after a crash the file has these or the ones before. */
  public void save(NodeKeys keys) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    write(next, line(keys.even()) + line(keys.odd()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forgets them. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Writes a file that nobody else can read at any time. */
  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, FOR_ITSELF_ALONE);
    Files.writeString(file, text);
  }

  private static String line(KeyPair pair) {
    return pair.privateKey() + " " + pair.publicKey() + " " + pair.madeAt() + "\n";
  }
}
