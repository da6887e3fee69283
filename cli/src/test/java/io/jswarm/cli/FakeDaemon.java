package io.jswarm.cli;

import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import io.jswarm.cli.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A daemon on a unix socket that answers what it was told to. Answers to the same call are given in
 * turn, the last one again and again; a call nobody foresaw is answered with 404.
 */
public final class FakeDaemon implements AutoCloseable {
  /** A request as it arrived; the body is null when there was none. */
  public record Call(
      String method, String path, Map<String, String> query, @Nullable Object body) {}

  private static final class Answer {
    final int status;
    final byte[] bytes;

    Answer(int status, byte[] bytes) {
      this.status = status;
      this.bytes = bytes;
    }
  }

  private final Path socket;
  private final ServerSocketChannel server;
  private final Map<String, List<Answer>> answers = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private int connections;

  public FakeDaemon() throws IOException {
    socket = Files.createTempDirectory("jswarm-cli").resolve("d.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  public String host() {
    return "unix://" + socket;
  }

  /** The requests so far. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized int connections() {
    return connections;
  }

  /** Answers a method and path, whatever its query, with JSON. */
  public FakeDaemon on(String call, int status, String json) {
    return on(call, status, json.getBytes(StandardCharsets.UTF_8));
  }

  public synchronized FakeDaemon on(String call, int status, byte[] body) {
    answers.computeIfAbsent(call, _ -> new ArrayList<>()).add(new Answer(status, body));
    return this;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel channel) {
    synchronized (this) {
      connections++;
    }
    try (channel) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      OutputStream out = Channels.newOutputStream(channel);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        answer(line, in, out);
      }
    } catch (IOException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(String requestLine, InputStream in, OutputStream out) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
    }
    byte[] body = body(in, headers);
    String[] words = requestLine.split(" ", 3);
    String target = words[1].replaceFirst("^/v1\\.\\d+", "");
    int mark = target.indexOf('?');
    String path = decoded(mark < 0 ? target : target.substring(0, mark));
    Map<String, String> query = query(mark < 0 ? "" : target.substring(mark + 1));
    Answer answer = next(new Call(words[0], path, query, json(body, headers)));
    String head =
        "HTTP/1.1 " + answer.status + " x\r\nContent-Length: " + answer.bytes.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(answer.bytes);
    out.flush();
  }

  private synchronized Answer next(Call call) {
    calls.add(call);
    List<Answer> exact = answers.get(call.method + " " + call.path + "?" + call.query);
    List<Answer> found = exact == null ? answers.get(call.method + " " + call.path) : exact;
    if (found == null) {
      String message = "{\"message\":\"no such thing: " + call.method + " " + call.path + "\"}";
      return new Answer(404, message.getBytes(StandardCharsets.UTF_8));
    }
    return found.size() > 1 ? found.removeFirst() : found.getFirst();
  }

  private static @Nullable Object json(byte[] body, Map<String, String> headers)
      throws IOException {
    boolean json = headers.getOrDefault("Content-Type", "").equals("application/json");
    String text = new String(body, StandardCharsets.UTF_8);
    return json ? JsonReader.parse(text) : body.length == 0 ? null : text;
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.containsKey("Transfer-Encoding")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** Plays the calls of a recording, by their queries too. */
  public FakeDaemon play(JsonObject recording) {
    for (JsonObject call : recording.objects("calls")) {
      Map<String, String> query = new TreeMap<>(call.textMap("query"));
      Object response = Objects.requireNonNullElse(call.get("response"), JsonNull.NULL);
      boolean logs = call.text("path").endsWith("/logs");
      byte[] body = logs ? frames(call.texts("response")) : bytes(response);
      int status = (int) call.number("status");
      String name = call.text("method") + " " + call.text("path");
      on(name + "?" + query, status, body);
      on(name, status, body);
    }
    return this;
  }

  private static byte[] bytes(Object json) {
    String text =
        json == JsonNull.NULL ? "" : json instanceof String s ? '"' + s + '"' : text(json);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object json) {
    return JsonWriter.compact(json);
  }

  /** Lines as the frames of a multiplexed stream. */
  public static byte[] frames(List<String> lines) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String line : lines) {
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      frames.writeBytes(new byte[] {1, 0, 0, 0});
      frames.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      frames.writeBytes(text);
    }
    return frames.toByteArray();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.delete(socket);
      Files.delete(Objects.requireNonNull(socket.getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
