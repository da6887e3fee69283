package io.jswarm.worker.image;

import io.jswarm.api.image.BadReference;
import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;

/** The ways to registries. Nothing is kept from one use to the next: no connection, no token. */
final class RegistryClient {
  private final RegistryAccess access;

  RegistryClient(RegistryAccess access) {
    this.access = access;
  }

  /** Reads the repository of this reference; the caller closes it. */
  RegistrySession open(Reference repository, Credentials credentials) throws IOException {
    return new RegistrySession(
        RegistryHttp.open(access, repository.domain()), repository, credentials);
  }

  /**
   * Shows credentials to the registry they are for.
   *
   * @return the identity token the registry gave in place of the password; empty when it gave none
   * @throws ImageException.Unauthorized when it does not take them
   */
  String logIn(Credentials credentials) throws IOException {
    String domain = domain(credentials);
    try (RegistryHttp http = RegistryHttp.open(access, domain)) {
      URI uri = http.uri("");
      HttpResponse<InputStream> asked = http.get(uri, "*/*", null);
      asked.body().close();
      if (asked.statusCode() != 401) {
        expect(asked, domain);
        return "";
      }
      return switch (Challenge.of(asked.headers().allValues("WWW-Authenticate"))) {
        case Challenge.Bearer wanted -> {
          if (credentials.isNone()) {
            throw ImageException.Unauthorized.at(domain, true);
          }
          TokenServer.Grant grant = new TokenServer(http, credentials).identity(wanted);
          show(http, uri, Credentials.bearer(grant.token()));
          yield grant.identity();
        }
        case Challenge.Basic _ -> {
          if (!credentials.hasPassword()) {
            throw ImageException.Unauthorized.at(domain, true);
          }
          show(http, uri, credentials.basic());
          yield "";
        }
        case Challenge.Unknown _ ->
            throw new ImageException.Failed(
                domain + " wants credentials of a kind this version does not have");
      };
    }
  }

  private static String domain(Credentials credentials) {
    try {
      return Reference.registryOf(credentials.serverAddress());
    } catch (BadReference e) {
      throw new ImageException.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void show(RegistryHttp http, URI uri, String authorization) throws IOException {
    HttpResponse<InputStream> answer = http.get(uri, "*/*", authorization);
    answer.body().close();
    expect(answer, http.domain());
  }

  private static void expect(HttpResponse<InputStream> answer, String domain) {
    switch (answer.statusCode()) {
      case 200 -> {}
      case 401, 403 -> throw ImageException.Unauthorized.at(domain, false);
      case 404 -> throw new ImageException.Failed(domain + " is no registry of images");
      default ->
          throw new ImageException.Failed(
              "%s answered %d to a login".formatted(domain, answer.statusCode()));
    }
  }
}
