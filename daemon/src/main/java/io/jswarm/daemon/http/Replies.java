package io.jswarm.daemon.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** Turns replies into messages for the wire. */
final class Replies {
  private Replies() {}

  static FullHttpResponse error(int status, String message) {
    byte[] body = errorJson(message);
    return full(status, Reply.JSON, body);
  }

  static byte[] errorJson(String message) {
    StringBuilder json = new StringBuilder("{\"message\":\"");
    JsonStringEncoder.getInstance().quoteAsString(message, json);
    return json.append("\"}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static FullHttpResponse full(int status, String contentType, byte[] body) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    if (!contentType.isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    if (status != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    return response;
  }

  /** The headers Docker's clients read from every answer. */
  static void identify(HttpResponse response, String product) {
    response
        .headers()
        .set("Api-Version", ApiVersion.MAX.toString())
        .set("Docker-Experimental", "false")
        .set("Ostype", "linux")
        .set(HttpHeaderNames.SERVER, product);
  }
}
