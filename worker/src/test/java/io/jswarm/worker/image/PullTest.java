package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jswarm.worker.Rootless;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulling from a registry of our own that wants a token and sends blobs from elsewhere. */
final class PullTest {
  private final byte[] base = new Tar().file("base", "base").bytes();
  private final byte[] top = new Tar().file("top", "top").bytes();
  private final Map<String, byte[]> content = new TreeMap<>();
  private final List<String> said = new ArrayList<>();
  private int blobs;

  @TempDir private Path root;
  private HttpServer server;
  private String registry;
  private ImageStore store;

  @BeforeEach
  void serve() throws IOException {
    Rootless.skipIfSaid();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    registry = "127.0.0.1:" + server.getAddress().getPort();
    store = ImageStore.open(root, _ -> List.of(), Clock.systemUTC(), RegistryAccess.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (path.equals("/token")) {
      send(exchange, 200, Archives.text("{\"token\":\"t0ken\"}"));
    } else if (path.startsWith("/elsewhere/")) {
      blobs++;
      boolean tokenLeaked = authorization != null;
      send(
          exchange, tokenLeaked ? 400 : 200, content.getOrDefault(path.substring(11), new byte[0]));
    } else if (!"Bearer t0ken".equals(authorization)) {
      exchange
          .getResponseHeaders()
          .add(
              "WWW-Authenticate",
              "Bearer realm=\"http://%s/token\",service=\"s\",scope=\"repository:a/b:pull\""
                  .formatted(registry));
      send(exchange, 401, new byte[0]);
    } else if (path.contains("/blobs/")) {
      exchange
          .getResponseHeaders()
          .add(
              "Location",
              "http://localhost:%d/elsewhere/%s"
                  .formatted(
                      server.getAddress().getPort(), path.substring(path.lastIndexOf('/') + 1)));
      send(exchange, 307, new byte[0]);
    } else {
      byte[] found = content.get(path.substring(path.lastIndexOf('/') + 1));
      send(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String put(byte[] bytes) {
    String digest = Digest.of(bytes).toString();
    content.put(digest, bytes);
    return "{\"digest\":\"%s\",\"size\":%d".formatted(digest, bytes.length);
  }

  /** Serves an image under a tag, behind an index; returns the index's digest. */
  private Digest serve(String tag, String config, List<byte[]> layers) {
    List<String> described = layers.stream().map(each -> put(Tar.gzip(each)) + "}").toList();
    byte[] manifest =
        Archives.text(
            "{\"config\":%s},\"layers\":[%s]}"
                .formatted(put(Archives.text(config)), String.join(",", described)));
    byte[] index =
        Archives.text(
            "{\"manifests\":[%s,\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}]}"
                .formatted(put(manifest), Platforms.architecture()));
    content.put(tag, index);
    content.put(Digest.of(index).toString(), index);
    return Digest.of(index);
  }

  private void pull(String name) {
    store.pull(
        name,
        Credentials.NONE,
        progress -> {
          if (progress.status() != null) {
            said.add(progress.status());
          }
        });
  }

  @Test
  void fetchesWhatIsMissingAndNamesIt() {
    String config = Archives.config("pulled", List.of(base, top));
    Digest index = serve("1", config, List.of(base, top));

    pull(registry + "/a/b:1");

    assertThat(store.resolve(registry + "/a/b:1"))
        .contains(Digest.of(Archives.text(config)).toString());
    assertThat(store.resolve(registry + "/a/b@" + index)).isPresent();
    assertThat(store.inspect(registry + "/a/b:1").orElseThrow().repoDigests())
        .containsExactly(registry + "/a/b@" + index);
    assertThat(said)
        .startsWith("Pulling from a/b")
        .endsWith("Digest: " + index, "Status: Downloaded newer image for " + registry + "/a/b:1");
    assertThat(blobs).isEqualTo(3);

    pull(registry + "/a/b:1");
    assertThat(blobs).isEqualTo(4); // the configuration only
    assertThat(said.getLast()).startsWith("Status: Image is up to date");
  }

  @Test
  void takesNothingThatIsNotWhatItsDigestSays() {
    serve("1", Archives.config("x", List.of(base)), List.of(base));
    String layer = Digest.of(Tar.gzip(base)).toString();
    content.put(layer, Tar.gzip(top));

    assertThatThrownBy(() -> pull(registry + "/a/b:1"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("do not match");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void saysWhatTheRegistryDoesNotHave() {
    assertThatThrownBy(() -> pull(registry + "/a/b:nope"))
        .isInstanceOf(ImageException.NotFound.class)
        .hasMessage(
            "manifest for %s/a/b:nope not found: manifest unknown: manifest unknown"
                .formatted(registry));
    assertThatThrownBy(() -> pull("127.0.0.1:1/a/b"))
        .isInstanceOf(ImageException.Failed.class)
        .hasMessageContaining("cannot reach 127.0.0.1:1");
  }

  @Test
  void refusesAnImageForOtherMachines() {
    byte[] index =
        Archives.text(
            "{\"manifests\":[{\"digest\":\"sha256:%s\",\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"}}]}"
                .formatted("0".repeat(64)));
    content.put("1", index);

    assertThatThrownBy(() -> pull(registry + "/a/b:1"))
        .hasMessageContaining("no matching manifest for " + Platforms.mine());
  }
}
