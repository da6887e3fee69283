package io.jswarm.worker.image;

import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** HTTP to one registry and to what it refers to, for as long as one pull or login takes. */
final class RegistryHttp implements AutoCloseable {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIME = Duration.ofSeconds(30);
  private static final String HUB = "registry-1.docker.io";
  private static final String UNKNOWN = "its name is not known here";
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_DOCUMENT_BYTES = 8 << 20;

  private final RegistryAccess access;
  private final String domain;
  private final boolean plain;
  private final HttpClient client;

  private RegistryHttp(RegistryAccess access, String domain, boolean plain, HttpClient client) {
    this.access = access;
    this.domain = domain;
    this.plain = plain;
    this.client = client;
  }

  /**
   * For the registry of this name in references.
   *
   * @throws IOException when its certificates cannot be read
   */
  static RegistryHttp open(RegistryAccess access, String domain) throws IOException {
    boolean plain = access.allowsPlain(domain);
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT_TIME);
    if (!plain) {
      expectKnown(parse("https://" + host(domain)));
      client.sslContext(RegistryTrust.context(access.authorities(domain)));
    }
    return new RegistryHttp(access, domain, plain, client.build());
  }

  /** Reading all the system's authorities costs more than to hear that a name is unknown. */
  private static void expectKnown(URI registry) throws IOException {
    try {
      InetAddress.getByName(registry.getHost());
    } catch (UnknownHostException e) {
      throw new IOException("cannot reach " + registry.getAuthority() + ": " + UNKNOWN, e);
    }
  }

  private static String host(String domain) {
    return domain.equals(Reference.DEFAULT_DOMAIN) ? HUB : domain;
  }

  /** The registry's name in references. */
  String domain() {
    return domain;
  }

  /** What is at a path below {@code /v2/}. */
  URI uri(String path) throws IOException {
    return parse("%s://%s/v2/%s".formatted(plain ? "http" : "https", host(domain), path));
  }

  /**
   * An address that somebody else has named.
   *
   * @throws IOException when it is none of HTTP
   */
  static URI parse(String text) throws IOException {
    try {
      return checked(new URI(text));
    } catch (URISyntaxException e) {
      throw new IOException("the registry names an address that is none", e);
    }
  }

  private static URI checked(URI uri) throws IOException {
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IOException("the registry names an address that is none of HTTP");
    }
    return uri;
  }

  /** Whether credentials may be sent there: only by TLS, or to where plain HTTP is allowed. */
  boolean mayCarryCredentials(URI to) throws IOException {
    return "https".equals(to.getScheme()) || access.allowsPlain(to.getAuthority());
  }

  /**
   * Asks, and follows redirects itself: what authorizes is for the registry, not for the store it
   * sends us to.
   */
  HttpResponse<InputStream> get(URI first, String accept, @Nullable String authorization)
      throws IOException {
    URI uri = first;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpRequest.Builder request = request(uri).header("Accept", accept);
      if (authorization != null && isSameHost(first, uri)) {
        request.header("Authorization", authorization);
      }
      HttpResponse<InputStream> answer = exchange(request.build());
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      answer.body().close();
      uri = resolve(uri, location.get());
    }
    throw new IOException("the registry redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI resolve(URI from, String location) throws IOException {
    try {
      return checked(from.resolve(new URI(location)));
    } catch (URISyntaxException e) {
      throw new IOException("the registry redirects to an address that is none", e);
    }
  }

  private static boolean isSameHost(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getAuthority().equals(other.getAuthority());
  }

  /** One request there, with the usual limit of time. */
  static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(ANSWER_TIME);
  }

  /** One request and its answer, whatever that is. */
  HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while talking to " + request.uri().getHost(), e);
    } catch (IOException e) {
      throw new IOException("cannot reach " + request.uri().getAuthority() + ": " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException) {
        return UNKNOWN;
      }
      if (each instanceof SSLHandshakeException) {
        return "its certificate is not trusted here, add its authority to the system's or to "
            + RegistryAccess.USUAL_CERTIFICATES
            + " ("
            + each.getMessage()
            + ")";
      }
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  /** A body that must not be long. */
  static byte[] bounded(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(MAX_DOCUMENT_BYTES + 1);
    if (bytes.length > MAX_DOCUMENT_BYTES) {
      throw new IOException("the registry's " + what + " is too long");
    }
    return bytes;
  }

  /** Cuts what is still open. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
