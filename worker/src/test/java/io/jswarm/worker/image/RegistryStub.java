package io.jswarm.worker.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * A registry that lets nobody in but {@code me} with {@code secret}, by name and password or by the
 * tokens of a token server that is the same process.
 */
final class RegistryStub implements AutoCloseable {
  static final Credentials ME = new Credentials("me", "secret", "", "", "");
  static final String IDENTITY = "identity-token";

  /** What it asks for. */
  enum Wants {
    PASSWORD,
    TOKEN,
    NOTHING_IT_SAYS
  }

  final Map<String, byte[]> content = new TreeMap<>();

  /** What the token server was asked: method and query or form. */
  final List<String> tokensAsked = new ArrayList<>();

  private final HttpServer server;
  private final Wants wants;
  private final String scheme;
  private int tokens;

  /** Where the token server is said to be; this one unless a test says otherwise. */
  String realm;

  private RegistryStub(HttpServer server, Wants wants, String scheme) {
    this.server = server;
    this.wants = wants;
    this.scheme = scheme;
    this.realm = scheme + "://" + host() + "/token";
    server.createContext("/", this::answer);
    server.start();
  }

  static RegistryStub start(Wants wants) throws IOException {
    return new RegistryStub(HttpServer.create(anyPort(), 0), wants, "http");
  }

  static RegistryStub startTls(Wants wants, SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new RegistryStub(server, wants, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Its name in references. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return scheme + "://" + host();
  }

  /** Serves an image of one layer under a tag; returns the digest of its manifest. */
  Digest serve(String tag, byte[] layer) {
    byte[] config = Archives.text(Archives.config("stub", List.of(layer)));
    byte[] manifest =
        Archives.text(
            "{\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":%s,\"layers\":[%s]}"
                .formatted(put(config), put(Tar.gzip(layer))));
    content.put(tag, manifest);
    content.put(Digest.of(manifest).toString(), manifest);
    return Digest.of(manifest);
  }

  private String put(byte[] bytes) {
    String digest = Digest.of(bytes).toString();
    content.put(digest, bytes);
    return "{\"digest\":\"%s\",\"size\":%d}".formatted(digest, bytes.length);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (path.equals("/token")) {
      giveToken(exchange, shown);
    } else if (!isLetIn(shown)) {
      challenge(exchange);
      send(exchange, 401, Archives.text("{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}"));
    } else if (path.equals("/v2/")) {
      send(exchange, 200, Archives.text("{}"));
    } else {
      byte[] found = content.get(path.substring(path.lastIndexOf('/') + 1));
      send(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
    }
  }

  private boolean isLetIn(String shown) {
    return switch (wants) {
      case PASSWORD -> ME.basic().equals(shown);
      case TOKEN -> shown != null && shown.matches("Bearer (token-[0-9]+|given)");
      case NOTHING_IT_SAYS -> false;
    };
  }

  private void challenge(HttpExchange exchange) {
    switch (wants) {
      case PASSWORD -> exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
      case TOKEN ->
          exchange
              .getResponseHeaders()
              .add("WWW-Authenticate", "Bearer realm=\"%s\",service=\"stub\"".formatted(realm));
      case NOTHING_IT_SAYS -> {}
    }
  }

  private void giveToken(HttpExchange exchange, String shown) throws IOException {
    byte[] form = exchange.getRequestBody().readAllBytes();
    String asked =
        form.length > 0
            ? new String(form, StandardCharsets.UTF_8)
            : String.valueOf(exchange.getRequestURI().getRawQuery());
    tokensAsked.add(exchange.getRequestMethod() + " " + asked);
    boolean known = ME.basic().equals(shown) || asked.contains("refresh_token=" + IDENTITY);
    if (!known) {
      send(exchange, 401, Archives.text("{\"details\":\"incorrect username or password\"}"));
      return;
    }
    tokens++;
    String identity = asked.contains("offline_token=true") ? IDENTITY : "";
    send(
        exchange,
        200,
        Archives.text(
            "{\"token\":\"token-%d\",\"refresh_token\":\"%s\"}".formatted(tokens, identity)));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The header that clients send for these members. */
  static String header(String json) {
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
