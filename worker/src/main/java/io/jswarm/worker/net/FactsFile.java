package io.jswarm.worker.net;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Cbor;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node was told of networks, on disk: names and balancing go on as they were after a
 * restart of the daemon, also when no manager answers. All there was once, then each change; a
 * daemon that dies at any moment has told managers of no change that is not here, so that the next
 * one never sends to a task that this one had given up.
 *
 * <p>A sequence of records: the length of the body and its CRC-32C, four bytes each, then the body
 * in CBOR. Nothing is flushed: after a power loss the containers are gone as well. For one thread.
 */
public final class FactsFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FactsFile.class);

  private static final int LEVEL = 2;
  private static final int HEAD_BYTES = 2 * Integer.BYTES;

  /** The file may say twice as much as holds, and this many facts at least. */
  private static final int SAID_MIN = 2000;

  private final Path file;

  /** How many facts the file says, or takes back, whether they hold or not. */
  private long said;

  /** Open at the end of what is right; null when all has to be written anew first. */
  private @Nullable FileChannel end;

  /**
   * What was told at once.
   *
   * @param put facts in place of those of the same keys, after what is removed has gone
   * @param removed keys
   */
  public record Told(List<NetworkFact> put, List<String> removed) {}

  private record Body(int level, List<NetworkFact> put, List<String> removed) {}

  public FactsFile(Path file) {
    this.file = file;
  }

  /**
   * What was told before, oldest first, as far as it can be read; nothing when nothing was. What is
   * told next has to be written whole.
   */
  public List<Told> read() throws IOException {
    close();
    List<Told> told = new ArrayList<>();
    ByteBuffer all;
    try {
      all = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return told;
    }
    String fault = "";
    while (fault.isEmpty() && all.hasRemaining()) {
      fault = next(all, told);
    }
    if (!fault.isEmpty()) {
      LOG.warn(
          "{}: passed over from change {} on, managers tell everything anew: {}",
          file,
          told.size(),
          fault);
    }
    return told;
  }

  /** Reads one record more; returns what is wrong with it, or nothing. */
  private static String next(ByteBuffer all, List<Told> told) {
    if (all.remaining() < HEAD_BYTES) {
      return "it ends in the middle of a record";
    }
    int length = all.getInt();
    int checksum = all.getInt();
    if (length < 0 || length > all.remaining()) {
      return "it ends in the middle of a record";
    }
    byte[] bytes = new byte[length];
    all.get(bytes);
    if (checksum(bytes) != checksum) {
      return "a record is damaged";
    }
    try {
      Body body = Cbor.LENIENT.read(bytes, Body.class);
      if (body.level != LEVEL) {
        return "it is of another release";
      }
      told.add(new Told(body.put, body.removed));
      return "";
    } catch (BadDocument e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Whether a change can be {@link #append}ed, or all is to be {@link #write written} first. */
  public boolean takesChanges() {
    return end != null;
  }

  /**
   * Whether so much of the file holds no more that all should be {@link #write written} anew.
   *
   * @param facts how many hold
   */
  public boolean isOutgrown(int facts) {
    return end != null && said > Math.max(2L * facts, SAID_MIN);
  }

  /** Keeps a change behind those before. After a failure the file knows nothing. */
  public void append(List<NetworkFact> put, List<String> removed) throws IOException {
    FileChannel channel = end;
    if (channel == null) {
      throw new IllegalStateException(file + " is to be written whole first");
    }
    byte[] bytes = record(put, removed);
    said += put.size() + removed.size();
    try {
      write(channel, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      delete();
      throw e;
    }
  }

  /** Keeps these in place of all before. After a failure the file knows nothing. */
  public void write(Collection<NetworkFact> facts) throws IOException {
    close();
    byte[] bytes = record(List.copyOf(facts), List.of());
    try {
      WholeFile.write(file, bytes);
      end = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      delete();
      throw e;
    }
    said = facts.size();
  }

  /** Forgets all. */
  public void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    FileChannel channel = end;
    end = null;
    if (channel != null) {
      channel.close();
    }
  }

  private static byte[] record(List<NetworkFact> put, List<String> removed) {
    byte[] body = Cbor.LENIENT.write(new Body(LEVEL, put, removed));
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .putInt(body.length)
        .putInt(checksum(body))
        .put(body)
        .array();
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
