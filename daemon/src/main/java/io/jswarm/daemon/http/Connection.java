package io.jswarm.daemon.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests one at a time and keeps the connection for the next.
 *
 * <p>Everything here runs on the channel's event loop; the handler's thread is reached through
 * {@link Exchange} and {@link ByteQueue} only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close or write ends in channelInactive
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Decoded pieces of requests sent ahead of their turn; a client that sends more is dropped. */
  private static final int PIPELINED_MAX = 256;

  private final ServerParts parts;
  private final ArrayDeque<HttpObject> ahead = new ArrayDeque<>();
  private @Nullable Exchange current;
  private @Nullable Exchange unstarted;
  private @Nullable ByteQueue body;
  private @Nullable Future<?> timer;
  private boolean handlerDone;
  private boolean inputClosed;

  Connection(ServerParts parts) {
    this.parts = parts;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    closeAfter(ctx, HttpLimits.IDLE_TIME);
  }

  /** The first bytes of a request are here: its headers must follow soon. */
  void bytesArrived(ChannelHandlerContext ctx) {
    if (current == null && ahead.isEmpty()) {
      closeAfter(ctx, parts.limits().headTime());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpObject object)) {
      ReferenceCountUtil.release(message);
    } else if (!ahead.isEmpty() || (current != null && object instanceof HttpRequest)) {
      queueAhead(ctx, object);
    } else {
      accept(ctx, object);
    }
  }

  private void queueAhead(ChannelHandlerContext ctx, HttpObject object) {
    ahead.add(object);
    ctx.channel().config().setAutoRead(false);
    if (ahead.size() > PIPELINED_MAX) {
      ctx.close();
    }
  }

  private void accept(ChannelHandlerContext ctx, HttpObject object) {
    if (object.decoderResult().isFailure()) {
      refuse(ctx, object.decoderResult().cause());
      ReferenceCountUtil.release(object);
      return;
    }
    if (object instanceof HttpRequest request) {
      begin(ctx, request);
    }
    if (object instanceof HttpContent content) {
      ByteQueue queue = body;
      if (queue == null) {
        content.release();
      } else {
        queue.offer(content.content());
        if (content instanceof LastHttpContent) {
          queue.end();
          startWaiting();
        }
        advance(ctx);
      }
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    stopTimer();
    if (HttpUtil.is100ContinueExpected(request)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    body =
        new ByteQueue(
            ctx.channel().config(), parts.limits().bodyStall(), HttpLimits.STREAM_BODY_MAX_BYTES);
    Exchange exchange = new Exchange(parts, this, ctx, request, body);
    current = exchange;
    unstarted = exchange;
    handlerDone = false;
  }

  /** A short body is here before its handler asks for it: no thread has to wait for the rest. */
  private void startWaiting() {
    Exchange waiting = unstarted;
    unstarted = null;
    if (waiting != null) {
      waiting.start();
    }
  }

  /** All that has arrived so far was read: a longer body is waited for by its handler. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    startWaiting();
    ctx.fireChannelReadComplete();
  }

  /** The handler's thread is done with its request. */
  void finished(ChannelHandlerContext ctx, boolean keep) {
    if (!keep || inputClosed) {
      ctx.channel().close();
      return;
    }
    handlerDone = true;
    if (body != null) {
      body.discard();
    }
    advance(ctx);
  }

  /** Goes on to the next request once the reply is out and the last byte of the body is in. */
  private void advance(ChannelHandlerContext ctx) {
    ByteQueue queue = body;
    if (!handlerDone || queue == null) {
      return;
    }
    if (!queue.ended()) {
      if (queue.discardedBytes() > HttpLimits.DRAIN_MAX_BYTES) {
        ctx.close();
      }
      return;
    }
    current = null;
    body = null;
    handlerDone = false;
    closeAfter(ctx, HttpLimits.IDLE_TIME);
    while (current == null || !(ahead.peek() instanceof HttpRequest)) {
      HttpObject next = ahead.poll();
      if (next == null) {
        break;
      }
      accept(ctx, next);
    }
    startWaiting();
    if (ahead.isEmpty()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void refuse(ChannelHandlerContext ctx, Throwable cause) {
    HttpResponseStatus status =
        switch (cause) {
          case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
          case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
          default -> HttpResponseStatus.BAD_REQUEST;
        };
    if (current != null) {
      ctx.close();
      return;
    }
    var response = Replies.error(status.code(), "malformed request: " + cause.getMessage());
    Replies.identify(response, parts.product());
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
    ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      startWaiting();
      if (current == null) {
        ctx.close();
      } else {
        failBody();
        current.clientStoppedSending();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopTimer();
    failBody();
    unstarted = null;
    if (current != null) {
      current.clientGone();
    }
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
  }

  private void failBody() {
    if (body != null) {
      body.fail("the client closed the connection before its body was complete");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("connection {} closed: {}", ctx.channel(), cause.toString());
    ctx.close();
  }

  private void closeAfter(ChannelHandlerContext ctx, Duration time) {
    stopTimer();
    timer =
        ctx.executor()
            .schedule(
                () -> {
                  ctx.close();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
