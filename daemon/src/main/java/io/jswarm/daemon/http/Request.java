package io.jswarm.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * A request as its handler sees it.
 *
 * @param params the values of the names in the route's pattern, decoded
 * @param headers first value of each header, names in lower case
 * @param body streamed from the client as it is read; empty when there is none
 * @param deadlineNanos when the reply must be ready, on the scale of {@link System#nanoTime()}
 */
public record Request(
    RequestLine line,
    Map<String, String> params,
    Map<String, String> headers,
    InputStream body,
    long deadlineNanos) {
  /** The largest body that is read as a whole (JSON documents), in bytes. */
  public static final int WHOLE_BODY_MAX_BYTES = 4 << 20;

  /** The API version the client speaks. */
  public ApiVersion version() {
    return line.version();
  }

  /** The query parameters. */
  public Query query() {
    return line.query();
  }

  /** The value the path has for a name of the route's pattern. */
  public String param(String name) {
    String value = params.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** A header's first value, or the empty string. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /**
   * The whole body, at most {@link #WHOLE_BODY_MAX_BYTES}.
   *
   * @throws ApiError 413 when it is larger
   */
  public byte[] wholeBody() throws IOException {
    byte[] bytes = body.readNBytes(WHOLE_BODY_MAX_BYTES + 1);
    if (bytes.length > WHOLE_BODY_MAX_BYTES) {
      throw new ApiError(
          413, "request body too large: at most " + WHOLE_BODY_MAX_BYTES + " bytes are accepted");
    }
    return bytes;
  }
}
