package io.jswarm.daemon.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** What a handler answers: a whole body, a stream of unknown length, or the raw connection. */
public sealed interface Reply {
  /** The content type of JSON bodies, as Docker writes it. */
  String JSON = "application/json";

  /**
   * A body that is known as a whole. {@code bytes} is asked for once, when the reply is written.
   */
  record Full(int status, String contentType, Supplier<byte[]> bytes, Map<String, String> headers)
      implements Reply {}

  /**
   * A chunked body written while it comes into being. The head is sent at the first flush or when
   * the first buffer is full, so a body that throws {@link ApiError} before is answered as an
   * error. The body runs without the request's deadline, and is interrupted when the client goes.
   */
  record Stream(int status, String contentType, Body body) implements Reply {}

  /** Takes the connection over: 101 when the client asked for an upgrade, else 200, then raw. */
  record Hijack(String contentType, RawSession session) implements Reply {}

  /** Writes a streamed body. */
  @FunctionalInterface
  interface Body {
    /** Writes until done; an {@link IOException} from {@code out} means the client is gone. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** Talks over a hijacked connection. */
  @FunctionalInterface
  interface RawSession {
    /** Runs the session; the connection is closed when this returns. */
    void run(RawStream stream) throws IOException, InterruptedException;
  }

  /** A JSON text. */
  static Reply json(int status, byte[] json) {
    return new Full(status, JSON, () -> json, Map.of());
  }

  /** No body at all. */
  static Reply empty(int status) {
    return new Full(status, "", () -> new byte[0], Map.of());
  }

  /** Plain text. */
  static Reply text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Full(status, "text/plain; charset=utf-8", () -> bytes, Map.of());
  }
}
