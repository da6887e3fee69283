package io.jswarm.lab.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One request: the path is without the API version; the body is JSON or empty. */
public record Call(String method, String path, String body) {
  public static Call get(String path) {
    return new Call("GET", path, "");
  }

  public static Call post(String path, String body) {
    return new Call("POST", path, body);
  }

  public static Call delete(String path) {
    return new Call("DELETE", path, "");
  }

  /** A {@code filters} parameter of Docker's API with one key and one value. */
  public static String filter(String key, String value) {
    return "filters="
        + URLEncoder.encode("{\"%s\":[\"%s\"]}".formatted(key, value), StandardCharsets.UTF_8);
  }
}
