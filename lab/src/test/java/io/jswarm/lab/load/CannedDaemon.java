package io.jswarm.lab.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A daemon that gives each request line the raw answer a test wants. */
final class CannedDaemon implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Function<String, String> answers;
  private final AtomicInteger connections = new AtomicInteger();

  CannedDaemon(Path socket, Function<String, String> answers) throws IOException {
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.answers = answers;
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::acceptAll);
  }

  static String sized(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }

  int connections() {
    return connections.get();
  }

  private void acceptAll() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(client), StandardCharsets.ISO_8859_1))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int length = 0;
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        in.skip(length);
        String answer = answers.apply(line);
        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
        if (answer.contains("Connection: close")) {
          return;
        }
      }
    } catch (IOException _) {
      // The client hung up.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
