package io.jswarm.cli.http;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import io.jswarm.cli.json.JsonSyntaxException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one daemon, one at a time, on a connection that is kept while answers are read to their
 * end. Not for several threads at once.
 */
public final class EngineClient implements Closeable {
  /** The newest API version this client was written against. */
  public static final String API_VERSION = "1.47";

  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final int CHUNK_BYTES = 32 * 1024;

  private final DaemonAddress address;
  private final boolean stale;
  private @Nullable Wire idle;

  public EngineClient(DaemonAddress address) {
    this(address, false);
  }

  private EngineClient(DaemonAddress address, boolean stale) {
    this.address = address;
    this.stale = stale;
  }

  /** A client whose reads may be answered from the node's own copy, which may lag behind. */
  public static EngineClient stale(DaemonAddress address) {
    return new EngineClient(address, true);
  }

  public DaemonAddress address() {
    return address;
  }

  /** The JSON object at {@code path}. */
  public JsonObject object(String path) throws IOException {
    return object(Request.get(path));
  }

  /** Sends the request and reads the answer as a JSON object. */
  public JsonObject object(Request request) throws IOException {
    try (Response response = send(request)) {
      return response.object();
    }
  }

  /** Sends the request and reads the answer as a JSON list of objects. */
  public List<JsonObject> objects(Request request) throws IOException {
    try (Response response = send(request)) {
      return JsonObject.objectsOf(response.json());
    }
  }

  /**
   * Sends the request. The caller closes the response.
   *
   * @throws DaemonError when the daemon refuses (status 400 and above)
   * @throws UnreachableException when there is no connection
   */
  public Response send(Request request) throws IOException {
    if (stale && request.method.equals("GET")) {
      request.query("stale", "1");
    }
    Wire kept = idle;
    idle = null;
    if (kept != null && request.stream == null) {
      try {
        return exchange(kept, request);
      } catch (DaemonError e) {
        throw e;
      } catch (IOException e) {
        kept.close();
        if (!request.method.equals("GET")) {
          throw e;
        }
      }
    } else if (kept != null) {
      kept.close();
    }
    return exchange(open(), request);
  }

  /** A raw connection, for streams that are not HTTP. */
  public Wire open() throws IOException {
    try {
      return Wire.connect(address);
    } catch (IOException e) {
      throw UnreachableException.of(address, e);
    }
  }

  private Response exchange(Wire wire, Request request) throws IOException {
    try {
      if (request.stream != null) {
        return upload(wire, request);
      }
      write(wire.out(), request);
      return read(wire, request);
    } catch (DaemonError e) {
      throw e;
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  /** A daemon that refuses an upload answers early and hangs up: its answer says more. */
  private Response upload(Wire wire, Request request) throws IOException {
    IOException hangUp = null;
    try {
      write(wire.out(), request);
    } catch (IOException e) {
      hangUp = e;
    }
    try {
      return read(wire, request);
    } catch (DaemonError e) {
      throw e;
    } catch (IOException e) {
      throw hangUp == null ? e : hangUp;
    }
  }

  private void write(OutputStream out, Request request) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method).append(" /v").append(API_VERSION).append(request.target());
    head.append(" HTTP/1.1\r\nHost: jswarm\r\nUser-Agent: jswarm\r\n");
    for (Map.Entry<String, String> header : request.headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    byte[] content = request.content;
    InputStream stream = request.stream;
    if (stream != null) {
      head.append("Transfer-Encoding: chunked\r\n\r\n");
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      copyChunked(stream, out);
    } else {
      boolean empty = content == null && request.method.equals("GET");
      head.append(
          empty ? "" : "Content-Length: " + (content == null ? 0 : content.length) + "\r\n");
      head.append("\r\n");
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      out.write(content == null ? new byte[0] : content);
    }
    out.flush();
  }

  private static void copyChunked(InputStream from, OutputStream out) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      if (read > 0) {
        out.write((Integer.toHexString(read) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(buffer, 0, read);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private Response read(Wire wire, Request request) throws IOException {
    int status = HeadReader.status(HeadReader.line(wire.in()));
    Map<String, String> headers = HeadReader.headers(wire.in());
    while (status >= 100 && status < 200 && status != 101) {
      status = HeadReader.status(HeadReader.line(wire.in()));
      headers = HeadReader.headers(wire.in());
    }
    boolean keep = !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    InputStream body = body(wire, status, headers);
    boolean bounded = body instanceof FixedInput || body instanceof ChunkedInput || status == 204;
    Response response =
        new Response(status, headers, body, () -> release(wire, body, keep && bounded));
    if (status >= 400) {
      throw refusal(response, request);
    }
    return response;
  }

  private static InputStream body(Wire wire, int status, Map<String, String> headers)
      throws IOException {
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new ChunkedInput(wire.in());
    }
    String length = headers.getOrDefault("content-length", "");
    if (length.isEmpty()) {
      return wire.in();
    }
    try {
      return new FixedInput(wire.in(), Long.parseLong(length));
    } catch (NumberFormatException e) {
      throw new IOException("the daemon sent a bad Content-Length: " + length, e);
    }
  }

  /** Keeps the connection only when the caller has read the whole answer. */
  private void release(Wire wire, InputStream body, boolean keep) throws IOException {
    boolean whole = keep && atEnd(body);
    if (whole && idle == null) {
      idle = wire;
    } else {
      wire.close();
    }
  }

  private static boolean atEnd(InputStream body) {
    if (body instanceof FixedInput fixed) {
      return fixed.isAtEnd();
    }
    return !(body instanceof ChunkedInput chunked) || chunked.isAtEnd();
  }

  private static DaemonError refusal(Response response, Request request) throws IOException {
    String text;
    try (response) {
      text =
          new String(response.body().readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8).strip();
    }
    String message = text;
    try {
      if (JsonReader.parse(text) instanceof JsonObject object && object.has("message")) {
        message = object.text("message");
      }
    } catch (JsonSyntaxException _) {
      message = text;
    }
    if (message.isEmpty()) {
      message =
          "the daemon answered "
              + response.status()
              + " to "
              + request.method
              + " "
              + request.target();
    }
    return new DaemonError(response.status(), message);
  }

  @Override
  public void close() throws IOException {
    Wire kept = idle;
    if (kept != null) {
      kept.close();
    }
  }
}
