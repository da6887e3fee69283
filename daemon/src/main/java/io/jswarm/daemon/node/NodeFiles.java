package io.jswarm.daemon.node;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The node's own files under {@code <data-root>/swarm}: the record, the certificates' and the log's
 * folders, and a mark that stands while the node is on its way into a cluster, so that a half-made
 * entry is known for what it is after a crash.
 */
public final class NodeFiles {
  private final Path root;

  public NodeFiles(Path dataRoot) {
    this.root = dataRoot.resolve("swarm");
  }

  /** Certificates and keys. */
  public Path certificates() {
    return root.resolve("certificates");
  }

  /** Log and snapshots of a manager. */
  public Path raft() {
    return root.resolve("raft");
  }

  /** What the agent remembers. */
  public Path worker() {
    return root.resolve("worker");
  }

  /** Whether the last way into a cluster was not finished. */
  boolean isHalfMade() {
    return Files.exists(mark());
  }

  void begin() throws IOException {
    Files.createDirectories(root);
    Files.writeString(mark(), "");
  }

  void finish() throws IOException {
    Files.deleteIfExists(mark());
  }

  /** Whether the node was in a cluster, or on its way into one, when it stopped. */
  boolean wasInside() {
    return Files.exists(root.resolve("node.json"));
  }

  Optional<NodeRecord> load() throws IOException {
    Path file = root.resolve("node.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Files.readString(file), NodeRecord.class));
    } catch (BadDocument e) {
      throw new IOException(file + " is damaged: leave the swarm with --force and join again", e);
    }
  }

  void save(NodeRecord node) throws IOException {
    Files.createDirectories(root);
    Path next = root.resolve("node.json.new");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(Json.write(node).getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    Files.move(next, root.resolve("node.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets the log: this node is no manager any more. */
  void eraseRaft() throws IOException {
    erase(raft());
  }

  /** Forgets everything: this node is in no cluster any more. */
  void eraseAll() throws IOException {
    erase(root);
  }

  private Path mark() {
    return root.resolve("half-made");
  }

  private static void erase(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
