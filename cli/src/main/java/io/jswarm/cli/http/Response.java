package io.jswarm.cli.http;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A successful answer; its body is read from the connection as the caller reads it. */
public final class Response implements Closeable {
  private final int status;
  private final Map<String, String> headers;
  private final InputStream body;
  private final Closeable release;

  Response(int status, Map<String, String> headers, InputStream body, Closeable release) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.release = release;
  }

  public int status() {
    return status;
  }

  /** The header named in lower case, or "". */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public InputStream body() {
    return body;
  }

  /** The body as one JSON value, or null when it is empty. */
  public @Nullable Object json() throws IOException {
    JsonReader reader = new JsonReader(body);
    Object value = reader.hasNext() ? reader.next() : null;
    body.transferTo(OutputStream.nullOutputStream());
    return value;
  }

  /** The body as a JSON object; anything else becomes an empty one. */
  public JsonObject object() throws IOException {
    return json() instanceof JsonObject object ? object : new JsonObject();
  }

  @Override
  public void close() throws IOException {
    release.close();
  }
}
