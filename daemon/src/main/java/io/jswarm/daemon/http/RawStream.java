package io.jswarm.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A hijacked connection: bytes both ways, each direction ending on its own.
 *
 * @param in what the client sends; ends when the client shuts its side down
 * @param out to the client, each flush at once on the wire
 * @param end shuts our direction down and leaves the other open
 */
public record RawStream(InputStream in, OutputStream out, OutputEnd end) {
  /** Ends the output direction. */
  @FunctionalInterface
  public interface OutputEnd {
    /** Sends what is buffered and then the end of stream. */
    void shutdown() throws IOException, InterruptedException;
  }
}
