package io.jswarm.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpServerTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(
          8 << 10, 16, 4, Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3));

  @TempDir Path folder;
  private final Router router = new Router();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Semaphore go = new Semaphore(0);
  private final AtomicLong received = new AtomicLong();
  private Path socket = Path.of("unset");
  private @Nullable HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("api.sock");
    router
        .add("GET", "/hello/{name}", r -> Reply.text(200, "hello " + r.param("name")))
        .add("GET", "/images/{name...}/json", r -> Reply.text(200, r.param("name")))
        .add(
            "POST",
            "/echo",
            r -> Reply.text(200, new String(r.wholeBody(), StandardCharsets.UTF_8)))
        .add("POST", "/ignore", _ -> Reply.text(200, "ignored"))
        .add("POST", "/count", this::count)
        .add("GET", "/forever", _ -> waitForever())
        .add("GET", "/broken", _ -> broken())
        .add("GET", "/refused", _ -> refused())
        .add("GET", "/late", _ -> new Reply.Stream(200, "", _ -> refused()))
        .add("GET", "/stream", _ -> new Reply.Stream(200, "text/plain", this::ticks))
        .add("POST", "/raw", _ -> new Reply.Hijack("application/x", HttpServerTest::echo));
    server =
        HttpServer.start(
            List.of(new Listen.Unix(socket, "no-such-group")), router, LIMITS, "test/1 (linux)");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Reply count(Request request) throws IOException, InterruptedException {
    started.countDown();
    go.acquire();
    byte[] buffer = new byte[8_192];
    InputStream in = request.body();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      received.addAndGet(n);
    }
    return Reply.text(200, "counted " + received.get());
  }

  private Reply waitForever() throws InterruptedException {
    started.countDown();
    try {
      go.acquire();
      return Reply.empty(204);
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static Reply broken() {
    throw new IllegalStateException("a \"fault\"");
  }

  private static Reply refused() {
    throw ApiError.conflict("not now");
  }

  private void ticks(java.io.OutputStream out) throws IOException, InterruptedException {
    try {
      while (true) {
        out.write("tick".getBytes(StandardCharsets.UTF_8));
        out.flush();
        started.countDown();
        go.acquire();
      }
    } catch (IOException | InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static void echo(RawStream stream) throws IOException, InterruptedException {
    stream.out().write(stream.in().readAllBytes());
    stream.out().write("BYE".getBytes(StandardCharsets.UTF_8));
    stream.end().shutdown();
  }

  private RawClient client() throws IOException {
    return RawClient.connect(socket);
  }

  private String once(String request) throws IOException {
    try (RawClient client = client()) {
      return client.send(request).readResponse();
    }
  }

  @Test
  void keepsAConnectionForSeveralRequests() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.get("/hello/a").readResponse())
          .startsWith("HTTP/1.1 200 OK")
          .contains("Api-Version: 1.47", "Ostype: linux", "server: test/1 (linux)")
          .endsWith("hello a");
      assertThat(client.get("/v1.41/hello/b%2Fc").readResponse()).endsWith("hello b/c");
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /hello/1 HTTP/1.1\r\n\r\nGET /hello/2 HTTP/1.1\r\n\r\n").get("/hello/3");
      assertThat(client.readResponse()).endsWith("hello 1");
      assertThat(client.readResponse()).endsWith("hello 2");
      assertThat(client.readResponse()).endsWith("hello 3");
    }
  }

  @Test
  void matchesImageNamesWithSlashes() throws IOException {
    assertThat(once("GET /v1.30/images/reg:5000/a/b:1/json HTTP/1.1\r\n\r\n"))
        .endsWith("reg:5000/a/b:1");
  }

  @Test
  void refusesUnknownPagesAndMethods() throws IOException {
    assertThat(once("GET /nope HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .endsWith("{\"message\":\"page not found\"}\n");
    assertThat(once("PUT /hello/a HTTP/1.1\r\nContent-Length: 0\r\n\r\n"))
        .endsWith("{\"message\":\"page not found\"}\n");
  }

  @Test
  void refusesVersionsItDoesNotSpeak() throws IOException {
    assertThat(once("GET /v1.99/hello/a HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("client version 1.99 is too new. Maximum supported API version is 1.47");
    assertThat(once("GET /v1.10/hello/a HTTP/1.1\r\n\r\n"))
        .contains("client version 1.10 is too old. Minimum supported API version is 1.24");
  }

  @Test
  void tellsRefusalsAndFaultsAsMessages() throws IOException {
    assertThat(once("GET /refused HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 409")
        .endsWith("{\"message\":\"not now\"}\n");
    assertThat(once("GET /broken HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 500")
        .endsWith("{\"message\":\"a \\\"fault\\\"\"}\n");
    assertThat(once("GET /late HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 409");
  }

  @Test
  void readsABodyAndSaysContinueWhenAsked() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /echo HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100");
      assertThat(client.send("abc").readResponse()).endsWith("abc");
      client.send("POST /ignore HTTP/1.1\r\nContent-Length: 3\r\n\r\n");
      assertThat(client.readResponse()).endsWith("ignored");
      assertThat(client.send("xyz").get("/hello/a").readResponse()).endsWith("hello a");
    }
  }

  @Test
  void refusesABodyThatIsTooLargeToBeReadWhole() throws IOException {
    int size = Request.WHOLE_BODY_MAX_BYTES + 1;
    try (RawClient client = client()) {
      client.send("POST /echo HTTP/1.1\r\nContent-Length: " + size + "\r\n\r\n");
      client.send(new byte[size]);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 413").contains("too large");
    }
  }

  @Test
  void holdsBackAClientWhoseBodyIsNotRead() throws Exception {
    long total = 24L << 20;
    try (RawClient client = client()) {
      client.send("POST /count HTTP/1.1\r\nContent-Length: " + total + "\r\n\r\n");
      started.await();
      long pushed = client.pushUntilBlocked(total);
      assertThat(pushed).isLessThan(8L << 20);
      go.release();
      client.send(new byte[(int) (total - pushed)]);
      assertThat(client.readResponse()).endsWith("counted " + total);
    }
  }

  @Test
  void interruptsAStreamWhoseClientIsGone() throws Exception {
    try (RawClient client = client()) {
      assertThat(client.get("/stream").readThrough("tick")).contains("transfer-encoding: chunked");
    }
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void streamsToAnOldClientWithoutChunks() throws Exception {
    try (RawClient client = client()) {
      client.send("GET /stream HTTP/1.0\r\n\r\n");
      assertThat(client.readThrough("tick"))
          .contains("connection: close")
          .doesNotContain("chunked")
          .endsWith("\r\n\r\ntick");
    }
  }

  @Test
  void answersAClientThatClosedItsSide() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.get("/hello/a").endOutput().readAll()).endsWith("hello a");
    }
  }

  @Test
  void handsOverTheRawConnectionWithItsHalfClose() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /raw HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
      assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 101 UPGRADED");
      assertThat(client.send("abc").endOutput().readAll()).isEqualTo("abcBYE");
    }
    try (RawClient client = client()) {
      client.send("POST /raw HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
      assertThat(client.send("d").endOutput().readAll()).isEqualTo("dBYE");
    }
  }

  @Test
  void refusesAHugeHeader() throws IOException {
    assertThat(once("GET /hello/a HTTP/1.1\r\nX: " + "y".repeat(9_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
    assertThat(once("GET /" + "y".repeat(9_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414");
  }

  @Test
  void refusesWhatIsNotHttp() throws IOException {
    assertThat(once("\u0016\u0003\u0001nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void closesOnAClientThatDoesNotFinishItsHeaders() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send("GET /hello/a HTTP/1.1\r\nHo").readAll()).isEmpty();
    }
  }

  @Test
  void givesUpOnABodyThatStops() throws IOException {
    assertThat(once("POST /echo HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"))
        .startsWith("HTTP/1.1 408")
        .contains("sent nothing for");
  }

  @Test
  void survivesAClientThatLeavesInTheMiddleOfABody() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /echo HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    }
    assertThat(once("GET /hello/a HTTP/1.1\r\n\r\n")).endsWith("hello a");
  }

  @Test
  void givesUpAHandlerAtItsDeadline() throws Exception {
    assertThat(once("GET /forever HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 503")
        .contains("given up");
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesMoreRequestsThanItsLimit() throws Exception {
    RawClient[] busy = new RawClient[LIMITS.requestsMax()];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = client();
      busy[i].get("/stream").readThrough("tick");
    }
    assertThat(once("GET /hello/a HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 503")
        .contains("too many requests in progress (4)");
    for (RawClient client : busy) {
      client.close();
    }
  }

  @Test
  void endsItsStreamsWhenItStops() throws Exception {
    try (RawClient client = client()) {
      client.get("/stream").readThrough("tick");
      stop();
      assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
      client.readAll();
    }
    assertThat(socket).doesNotExist();
  }
}
