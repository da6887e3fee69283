package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads from registries by the OCI distribution specification, as nobody in particular: a token is
 * asked for without credentials when the registry wants one.
 */
final class RegistryClient {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIME = Duration.ofSeconds(30);
  private static final String HUB = "registry-1.docker.io";
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_ERROR_BYTES = 4096;
  private static final int MAX_DOCUMENT_BYTES = 8 << 20;
  private static final Pattern CHALLENGE_FIELD = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  private final RegistryAccess access;
  private @Nullable HttpClient http; // guarded by this

  /** By repository: registries hand out tokens for one each. */
  private final ConcurrentHashMap<String, String> tokens = new ConcurrentHashMap<>();

  RegistryClient(RegistryAccess access) {
    this.access = access;
  }

  /** Made when it is needed first: a node whose images are loaded from files never needs it. */
  private synchronized HttpClient http() {
    if (http == null) {
      http = HttpClient.newBuilder().connectTimeout(CONNECT_TIME).build();
    }
    return http;
  }

  /** A manifest or index, byte for byte. */
  byte[] manifest(Reference repository, String tagOrDigest, String accept) throws IOException {
    try (InputStream in = get(repository, "manifests/" + tagOrDigest, accept)) {
      return bounded(in, "manifest");
    }
  }

  /** A small blob, byte for byte. */
  byte[] document(Reference repository, Digest digest) throws IOException {
    try (InputStream in = blob(repository, digest)) {
      return bounded(in, "configuration");
    }
  }

  private static byte[] bounded(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(MAX_DOCUMENT_BYTES + 1);
    if (bytes.length > MAX_DOCUMENT_BYTES) {
      throw new IOException("the registry's " + what + " is too long");
    }
    return bytes;
  }

  /** A blob of any size; the caller checks its digest and closes it. */
  InputStream blob(Reference repository, Digest digest) throws IOException {
    return get(repository, "blobs/" + digest, "*/*");
  }

  private InputStream get(Reference repository, String what, String accept) throws IOException {
    String scheme = access.allowsPlain(repository.domain()) ? "http" : "https";
    String host = repository.domain().equals(Reference.DEFAULT_DOMAIN) ? HUB : repository.domain();
    URI uri = URI.create("%s://%s/v2/%s/%s".formatted(scheme, host, repository.path(), what));
    String key = repository.domain() + "/" + repository.path();
    HttpResponse<InputStream> answer = send(uri, accept, Optional.ofNullable(tokens.get(key)));
    if (answer.statusCode() == 401) {
      Optional<String> challenge = answer.headers().firstValue("WWW-Authenticate");
      answer.body().close();
      String token = token(challenge.orElse(""), repository);
      tokens.put(key, token);
      answer = send(uri, accept, Optional.of(token));
    }
    if (answer.statusCode() != 200) {
      throw refusal(answer, repository, what);
    }
    return answer.body();
  }

  /** Follows redirects itself: the token is for the registry, not for the store it sends us to. */
  private HttpResponse<InputStream> send(URI first, String accept, Optional<String> token)
      throws IOException {
    URI uri = first;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(ANSWER_TIME).header("Accept", accept);
      if (sameHost(first, uri)) {
        token.ifPresent(each -> request.header("Authorization", "Bearer " + each));
      }
      HttpResponse<InputStream> answer = exchange(request.build());
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      answer.body().close();
      uri = uri.resolve(location.get());
    }
    throw new IOException("the registry redirects more than " + MAX_REDIRECTS + " times");
  }

  private static boolean sameHost(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getAuthority().equals(other.getAuthority());
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    try {
      return http().send(request, HttpResponse.BodyHandlers.ofInputStream());
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
        return "its name is not known here";
      }
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private String token(String challenge, Reference repository) throws IOException {
    if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new ImageException.Failed(
          "%s wants credentials, and none are configured".formatted(repository.domain()));
    }
    String realm = "";
    String service = "";
    String scope = "repository:" + repository.path() + ":pull";
    Matcher fields = CHALLENGE_FIELD.matcher(challenge);
    while (fields.find()) {
      switch (fields.group(1)) {
        case "realm" -> realm = fields.group(2);
        case "service" -> service = fields.group(2);
        case "scope" -> scope = fields.group(2);
        default -> {}
      }
    }
    URI uri =
        URI.create(
            realm
                + (realm.indexOf('?') < 0 ? "?" : "&")
                + "service="
                + URLEncoder.encode(service, StandardCharsets.UTF_8)
                + "&scope="
                + URLEncoder.encode(scope, StandardCharsets.UTF_8));
    HttpResponse<InputStream> answer =
        exchange(HttpRequest.newBuilder(uri).timeout(ANSWER_TIME).build());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw denied(repository);
      }
      JsonNode document = Json.mapper().readTree(bounded(body, "token"));
      return document.path("token").asString(document.path("access_token").asString(""));
    } catch (JacksonException e) {
      throw new IOException("the token of " + uri.getHost() + " is not JSON", e);
    }
  }

  private static ImageException refusal(
      HttpResponse<InputStream> answer, Reference repository, String what) throws IOException {
    try (InputStream body = answer.body()) {
      String text = new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8).strip();
      return switch (answer.statusCode()) {
        case 404 ->
            new ImageException.NotFound(
                "manifest for %s not found: manifest unknown: manifest unknown"
                    .formatted(repository.withDefaultTag().familiar()));
        case 401, 403 -> denied(repository);
        case 429 ->
            new ImageException.Failed(
                "toomanyrequests: %s limits how often it is asked".formatted(repository.domain()));
        default ->
            new ImageException.Failed(
                "%s answered %d for %s: %s"
                    .formatted(repository.domain(), answer.statusCode(), what, text));
      };
    }
  }

  private static ImageException denied(Reference repository) {
    return new ImageException.NotFound(
        ("pull access denied for %s, repository does not exist or may require 'docker login':"
                + " denied: requested access to the resource is denied")
            .formatted(repository.familiarName()));
  }
}
