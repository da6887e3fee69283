package io.jswarm.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its reply, on a virtual thread of its own. */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final ServerParts parts;
  private final Connection connection;
  private final ChannelHandlerContext ctx;
  private final HttpRequest head;
  private final ByteQueue body;
  private final Object lock = new Object();
  private @Nullable Thread thread;
  private @Nullable Future<?> deadline;
  private boolean timedOut;
  private boolean streaming;
  private boolean stopEarly;
  private boolean done;

  Exchange(
      ServerParts parts,
      Connection connection,
      ChannelHandlerContext ctx,
      HttpRequest head,
      ByteQueue body) {
    this.parts = parts;
    this.connection = connection;
    this.ctx = ctx;
    this.head = head;
    this.body = body;
  }

  /** Starts the handler's thread; called on the event loop. */
  void start() {
    deadline =
        ctx.executor()
            .schedule(
                this::timeIsUp, parts.limits().requestTime().toMillis(), TimeUnit.MILLISECONDS);
    parts.threads().execute(this);
  }

  /** The connection is closed. */
  void clientGone() {
    interrupt();
  }

  /** The client closed its side: it may still read, unless it was only reading anyway. */
  void clientStoppedSending() {
    synchronized (lock) {
      if (streaming) {
        interrupt();
      }
    }
  }

  /** The server stops: streams have no end of their own. */
  void serverStops() {
    clientStoppedSending();
  }

  /** Stops the handler wherever it is. */
  void interrupt() {
    synchronized (lock) {
      stopEarly = true;
      if (thread != null && !done) {
        thread.interrupt();
      }
    }
  }

  private void timeIsUp() {
    synchronized (lock) {
      timedOut = true;
      interrupt();
    }
  }

  /** From here on the reply has no deadline and ends with its client. */
  void beginStreaming() {
    synchronized (lock) {
      streaming = true;
      cancelDeadline();
    }
  }

  @Override
  public void run() {
    if (!parts.permits().tryAcquire()) {
      finish(send(() -> Replier.error(tooMany())));
      return;
    }
    parts.exchanges().add(this);
    boolean keep = false;
    try {
      synchronized (lock) {
        thread = Thread.currentThread();
        if (stopEarly) {
          thread.interrupt();
        }
      }
      keep = send(this::answer);
    } finally {
      synchronized (lock) {
        done = true;
        thread = null;
      }
      parts.exchanges().remove(this);
      parts.permits().release();
      finish(keep);
    }
  }

  private ApiError tooMany() {
    return ApiError.unavailable(
        "too many requests in progress (" + parts.limits().requestsMax() + "): try again");
  }

  private void finish(boolean keep) {
    synchronized (lock) {
      done = true;
      cancelDeadline();
    }
    ctx.executor().execute(() -> connection.finished(ctx, keep));
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** The handler's reply, or the error it is answered with. */
  private Reply answer() throws ClientGoneException {
    try {
      return handle();
    } catch (ClientGoneException e) {
      throw e;
    } catch (ApiError e) {
      return Replier.error(e);
    } catch (InterruptedException | InterruptedIOException _) {
      return Replier.error(stopped());
    } catch (IOException | RuntimeException e) {
      return Replier.fault(head.method() + " " + head.uri(), e);
    }
  }

  private ApiError stopped() {
    Thread.interrupted();
    boolean late;
    synchronized (lock) {
      late = timedOut;
    }
    return ApiError.unavailable(
        late
            ? "the request was given up after "
                + parts.limits().requestTime().toSeconds()
                + " s; its outcome is unknown"
            : "the server is stopping");
  }

  private Reply handle() throws IOException, InterruptedException {
    RequestLine line = RequestLine.of(head.method().name(), head.uri());
    Optional<Router.Match> match = parts.router().match(line.method(), line.path());
    if (match.isEmpty()) {
      throw ApiError.notFound("page not found");
    }
    if (line.version().compareTo(ApiVersion.MAX) > 0) {
      throw ApiError.badRequest(
          "client version "
              + line.version()
              + " is too new. Maximum supported API version is "
              + ApiVersion.MAX);
    }
    if (line.version().compareTo(ApiVersion.MIN) < 0) {
      return tooOld(line.version());
    }
    long deadlineNanos = System.nanoTime() + parts.limits().requestTime().toNanos();
    Request request = new Request(line, match.get().params(), headers(), body, deadlineNanos);
    return match.get().handler().handle(request);
  }

  /** Clients that old read errors as plain text. */
  private static Reply tooOld(ApiVersion version) {
    return Reply.text(
        400,
        "client version "
            + version
            + " is too old. Minimum supported API version is "
            + ApiVersion.MIN
            + ", please upgrade your client to a newer version\n");
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    head.headers()
        .forEach(e -> headers.putIfAbsent(e.getKey().toLowerCase(Locale.ROOT), e.getValue()));
    return headers;
  }

  /** Where a reply comes from. */
  private interface Answer {
    Reply get() throws ClientGoneException;
  }

  /** Sends the reply; false when the connection cannot be used again. */
  private boolean send(Answer answer) {
    try {
      return new Replier(parts, this, ctx, head).send(answer.get());
    } catch (ClientGoneException e) {
      LOG.debug("{} {}: {}", head.method(), head.uri(), e.getMessage());
    } catch (InterruptedException | InterruptedIOException _) {
      LOG.debug("{} {}: stopped while replying", head.method(), head.uri());
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} {}: the reply broke off", head.method(), head.uri(), e);
    }
    return false;
  }
}
