package io.jswarm.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one reply from the handler's thread and waits until it is on the wire. */
final class Replier {
  private static final Logger LOG = LoggerFactory.getLogger(Replier.class);

  private final ServerParts parts;
  private final Exchange exchange;
  private final ChannelHandlerContext ctx;
  private final HttpRequest request;

  Replier(ServerParts parts, Exchange exchange, ChannelHandlerContext ctx, HttpRequest request) {
    this.parts = parts;
    this.exchange = exchange;
    this.ctx = ctx;
    this.request = request;
  }

  static Reply error(ApiError refusal) {
    byte[] json = Replies.errorJson(refusal.text());
    return Reply.json(refusal.status(), json);
  }

  /** A fault of ours: logged in full, told in one line. */
  static Reply fault(String what, Exception fault) {
    LOG.error("{} failed", what, fault);
    String message = fault.getMessage();
    return error(new ApiError(500, message == null ? fault.toString() : message));
  }

  /** Sends the reply; true when the connection may be used for another request. */
  boolean send(Reply reply) throws IOException, InterruptedException {
    return switch (reply) {
      case Reply.Full full -> whole(full);
      case Reply.Stream stream -> stream(stream);
      case Reply.Hijack hijack -> hijack(hijack);
    };
  }

  private boolean whole(Reply.Full reply) throws IOException, InterruptedException {
    byte[] bytes = reply.bytes().get();
    FullHttpResponse full = Replies.full(reply.status(), reply.contentType(), bytes);
    if (request.method().equals(HttpMethod.HEAD)) {
      full.content().clear();
    }
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      full.headers().set(header.getKey(), header.getValue());
    }
    Replies.identify(full, parts.product());
    boolean keep = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(full, keep);
    ChunkedOutput.await(ctx.writeAndFlush(full));
    return keep;
  }

  private boolean stream(Reply.Stream reply) throws IOException, InterruptedException {
    boolean chunked = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    boolean keep = chunked && HttpUtil.isKeepAlive(request);
    var head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
    if (!reply.contentType().isEmpty()) {
      head.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    }
    HttpUtil.setTransferEncodingChunked(head, chunked);
    HttpUtil.setKeepAlive(head, keep);
    Replies.identify(head, parts.product());
    ChunkedOutput out = new ChunkedOutput(ctx, head);
    exchange.beginStreaming();
    try {
      reply.body().writeTo(out);
      out.finish();
      return keep;
    } catch (ApiError e) {
      return brokeOff(out, error(e), e);
    } catch (ClientGoneException | InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return brokeOff(out, fault(request.method() + " " + request.uri(), e), e);
    }
  }

  /** Before the head is out the error is the reply; after it only a cut stream can tell. */
  private boolean brokeOff(ChunkedOutput out, Reply error, Exception cause)
      throws IOException, InterruptedException {
    if (!out.committed()) {
      return send(error);
    }
    LOG.warn("{} {}: stream cut: {}", request.method(), request.uri(), cause.getMessage());
    return false;
  }

  private boolean hijack(Reply.Hijack reply) throws IOException, InterruptedException {
    boolean upgrade = request.headers().contains(HttpHeaderNames.UPGRADE);
    HttpResponseStatus status =
        upgrade ? new HttpResponseStatus(101, "UPGRADED") : HttpResponseStatus.OK;
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    if (upgrade) {
      head.headers().set(HttpHeaderNames.CONNECTION, "Upgrade").set(HttpHeaderNames.UPGRADE, "tcp");
    }
    Replies.identify(head, parts.product());
    exchange.beginStreaming();
    RawConnection raw = new RawConnection(ctx, exchange);
    raw.takeOver(head);
    try {
      reply.session().run(raw.stream());
    } finally {
      raw.close();
    }
    return false;
  }
}
