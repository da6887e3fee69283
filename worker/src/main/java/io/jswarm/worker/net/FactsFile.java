package io.jswarm.worker.net;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Cbor;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node was told of networks last, on disk: names and balancing go on as they were after a
 * restart of the daemon, also when no manager answers. CBOR after its CRC-32C. The file is not
 * flushed: after a power loss the containers are gone as well.
 */
public final class FactsFile {
  private static final Logger LOG = LoggerFactory.getLogger(FactsFile.class);

  private static final int LEVEL = 1;

  private final Path file;

  private record Content(int level, List<NetworkFact> facts) {}

  public FactsFile(Path file) {
    this.file = file;
  }

  /** The facts of before; none when there are none or they cannot be read any more. */
  public List<NetworkFact> read() throws IOException {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return List.of();
    }
    if (all.length >= Integer.BYTES) {
      byte[] body = Arrays.copyOfRange(all, Integer.BYTES, all.length);
      if (ByteBuffer.wrap(all).getInt() == checksum(body)) {
        return decode(body);
      }
    }
    LOG.warn("{} is damaged and passed over; managers tell everything anew", file);
    return List.of();
  }

  private List<NetworkFact> decode(byte[] body) {
    try {
      Content content = Cbor.LENIENT.read(body, Content.class);
      if (content.level == LEVEL) {
        return content.facts;
      }
      LOG.warn("{} is of another release and passed over; managers tell everything anew", file);
    } catch (BadDocument e) {
      LOG.warn("{} cannot be read and is passed over; managers tell everything anew", file, e);
    }
    return List.of();
  }

  /** Keeps these in place of those before. */
  public void write(Collection<NetworkFact> facts) throws IOException {
    byte[] body = Cbor.LENIENT.write(new Content(LEVEL, List.copyOf(facts)));
    byte[] all =
        ByteBuffer.allocate(Integer.BYTES + body.length).putInt(checksum(body)).put(body).array();
    WholeFile.write(file, all);
  }

  /** Forgets them. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
