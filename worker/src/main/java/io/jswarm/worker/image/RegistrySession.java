package io.jswarm.worker.image;

import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one repository of a registry by the OCI distribution specification, as somebody or as
 * nobody. Tokens live as long as it does: what one caller may see, the next one has to show again.
 * May be used by many threads at once.
 */
final class RegistrySession implements AutoCloseable {
  /** The manifests there are. */
  static final String ACCEPT =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private static final int MAX_ERROR_BYTES = 4096;

  private final RegistryHttp http;
  private final Reference repository;
  private final Credentials credentials;
  private volatile @Nullable String authorization;

  RegistrySession(RegistryHttp http, Reference repository, Credentials credentials) {
    this.http = http;
    this.repository = repository;
    this.credentials = credentials;
    this.authorization =
        credentials.registryToken().isEmpty()
            ? null
            : Credentials.bearer(credentials.registryToken());
  }

  /** A manifest or index, byte for byte. */
  byte[] manifest(String tagOrDigest) throws IOException {
    try (InputStream in = get("manifests/" + tagOrDigest, ACCEPT)) {
      return RegistryHttp.bounded(in, "manifest");
    }
  }

  /** A small blob, byte for byte. */
  byte[] document(Digest digest) throws IOException {
    try (InputStream in = blob(digest)) {
      return RegistryHttp.bounded(in, "configuration");
    }
  }

  /** A blob of any size; the caller checks its digest and closes it. */
  InputStream blob(Digest digest) throws IOException {
    return get("blobs/" + digest, "*/*");
  }

  private InputStream get(String what, String accept) throws IOException {
    URI uri = http.uri(repository.path() + "/" + what);
    HttpResponse<InputStream> answer = http.get(uri, accept, authorization);
    if (answer.statusCode() == 401 && credentials.registryToken().isEmpty()) {
      answer.body().close();
      String next = authorize(answer.headers());
      authorization = next;
      answer = http.get(uri, accept, next);
    }
    if (answer.statusCode() != 200) {
      throw refusal(answer, what);
    }
    return answer.body();
  }

  private String authorize(HttpHeaders headers) throws IOException {
    return switch (Challenge.of(headers.allValues("WWW-Authenticate"))) {
      case Challenge.Bearer wanted -> bearer(wanted);
      case Challenge.Basic _ -> {
        if (!credentials.hasPassword()) {
          throw ImageException.Unauthorized.at(http.domain(), true);
        }
        yield credentials.basic();
      }
      case Challenge.Unknown _ ->
          throw new ImageException.Failed(
              http.domain() + " wants credentials of a kind this version does not have");
    };
  }

  /** A token server that does not know somebody says no more than that they may not. */
  private String bearer(Challenge.Bearer wanted) throws IOException {
    String scope = "repository:" + repository.path() + ":pull";
    try {
      return Credentials.bearer(new TokenServer(http, credentials).token(wanted, scope).token());
    } catch (ImageException.Unauthorized e) {
      throw credentials.isNone() ? denied() : e;
    }
  }

  private ImageException refusal(HttpResponse<InputStream> answer, String what) throws IOException {
    try (InputStream body = answer.body()) {
      return switch (answer.statusCode()) {
        case 404 ->
            new ImageException.NotFound(
                "manifest for %s not found: manifest unknown: manifest unknown"
                    .formatted(repository.withDefaultTag().familiar()));
        case 401, 403 -> refused();
        case 429 ->
            new ImageException.Failed(
                "toomanyrequests: %s limits how often it is asked".formatted(http.domain()));
        default ->
            new ImageException.Failed(
                "%s answered %d for %s: %s"
                    .formatted(
                        http.domain(),
                        answer.statusCode(),
                        what,
                        new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8)
                            .strip()));
      };
    }
  }

  /** A password was looked at here; a token came from elsewhere, and does not allow this. */
  private ImageException refused() {
    String shown = authorization;
    return shown != null && shown.equals(credentials.basic())
        ? ImageException.Unauthorized.at(http.domain(), false)
        : denied();
  }

  private ImageException denied() {
    return new ImageException.NotFound(
        ("pull access denied for %s, repository does not exist or may require 'docker login':"
                + " denied: requested access to the resource is denied")
            .formatted(repository.familiarName()));
  }

  @Override
  public void close() {
    http.close();
  }
}
