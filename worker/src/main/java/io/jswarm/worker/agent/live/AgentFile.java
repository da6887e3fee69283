package io.jswarm.worker.agent.live;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Cbor;
import io.jswarm.worker.agent.AgentState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's state on disk: 8 bytes that name the format, its level, length and CRC-32C of the
 * rest, then {@link AgentState} as CBOR. A write replaces the whole file and is on the disk when it
 * returns; one that was cut short leaves the file before it.
 */
final class AgentFile {
  private static final Logger LOG = LoggerFactory.getLogger(AgentFile.class);

  static final String NAME = "agent.state";

  /** The level this program writes, and the only one it reads. */
  static final int LEVEL = 1;

  private static final byte[] MAGIC = "JSWAGENT".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 12;

  private final Path directory;
  private final Path file;

  AgentFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
  }

  /**
   * The state of before, or an empty one when there is none. A damaged file is set aside: the node
   * then asks a manager for its tasks and takes its containers over by their labels.
   *
   * @throws IOException when the file cannot be read, or another release must read it
   */
  AgentState load() throws IOException {
    try {
      return read(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return AgentState.EMPTY;
    } catch (Damaged e) {
      Path aside = directory.resolve(NAME + ".damaged");
      LOG.warn(
          "{}; it is set aside as {}, a manager is asked for the tasks", e.getMessage(), aside);
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return AgentState.EMPTY;
    }
  }

  private static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(Path file, String how) {
      super("the worker's state " + file + " is damaged: " + how);
    }
  }

  private AgentState read(byte[] all) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(all);
    if (all.length < HEADER_BYTES) {
      throw damaged("it is too short");
    }
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw damaged("it does not begin as one");
    }
    int level = in.getInt();
    if (level != LEVEL) {
      throw new IOException(
          file
              + " has format "
              + level
              + ", this program reads "
              + LEVEL
              + ": use the release that wrote it");
    }
    int length = in.getInt();
    int sum = in.getInt();
    if (length != in.remaining()) {
      throw damaged("it should have " + length + " bytes and has " + in.remaining());
    }
    byte[] body = Arrays.copyOfRange(all, HEADER_BYTES, all.length);
    if (sum != checksum(body)) {
      throw damaged("its checksum is wrong");
    }
    return decode(body);
  }

  /** Replaces the state; returns once it would survive a power loss. */
  void save(AgentState state) throws IOException {
    byte[] body = Cbor.LENIENT.write(state);
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + body.length);
    out.put(MAGIC).putInt(LEVEL).putInt(body.length).putInt(checksum(body)).put(body).flip();
    Files.createDirectories(directory);
    Path next = directory.resolve(NAME + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Forgets the state. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private AgentState decode(byte[] body) throws IOException {
    try {
      return Cbor.LENIENT.read(body, AgentState.class);
    } catch (BadDocument e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private Damaged damaged(String how) {
    return new Damaged(file, how);
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
