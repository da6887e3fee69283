package io.jswarm.cli.http;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request being put together: path, query, headers and at most one body. */
public final class Request {
  final String method;
  final Map<String, String> headers = new LinkedHashMap<>();
  byte @Nullable [] content;
  @Nullable InputStream stream;
  private final StringBuilder target;
  private char separator = '?';

  private Request(String method, String path) {
    this.method = method;
    this.target = new StringBuilder(path);
  }

  public static Request get(String path) {
    return new Request("GET", path);
  }

  public static Request post(String path) {
    return new Request("POST", path);
  }

  public static Request put(String path) {
    return new Request("PUT", path);
  }

  public static Request delete(String path) {
    return new Request("DELETE", path);
  }

  /** A name or id as one path segment, escaped. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public Request query(String name, String value) {
    target
        .append(separator)
        .append(segment(name))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    separator = '&';
    return this;
  }

  /** Adds {@code name=1} when {@code set}, nothing otherwise. */
  public Request queryIf(boolean set, String name) {
    return set ? query(name, "1") : this;
  }

  public Request header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** A JSON body. */
  public Request json(Object value) {
    content = value.toString().getBytes(StandardCharsets.UTF_8);
    return header("Content-Type", "application/json");
  }

  /** A body of unknown length, sent in chunks as it is read; the caller closes it. */
  public Request body(InputStream body, String contentType) {
    stream = body;
    return header("Content-Type", contentType);
  }

  String target() {
    return target.toString();
  }
}
