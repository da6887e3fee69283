package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks the token server that a registry names for tokens: by the specification of the registry's
 * token authentication with name and password or as nobody, by OAuth 2 with an identity token.
 */
final class TokenServer {
  private static final String CLIENT = "jswarm";

  private final RegistryHttp http;
  private final Credentials credentials;

  TokenServer(RegistryHttp http, Credentials credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  /**
   * What a token server gave.
   *
   * @param identity what one may ask with from now on in place of a password; empty for most
   */
  record Grant(String token, String identity) {
    @Override
    public String toString() {
      return "Grant";
    }
  }

  /**
   * A token for reading.
   *
   * @param scope what it is to allow, when the registry does not say
   * @throws ImageException.Unauthorized when the server does not know these credentials
   */
  Grant token(Challenge.Bearer wanted, String scope) throws IOException {
    SequencedMap<String, String> fields = fields(wanted);
    fields.put("scope", wanted.scope().isEmpty() ? scope : wanted.scope());
    return ask(wanted, fields);
  }

  /** A token that shows who one is, and an identity token if the server gives them. */
  Grant identity(Challenge.Bearer wanted) throws IOException {
    SequencedMap<String, String> fields = fields(wanted);
    fields.put("offline_token", "true");
    fields.put("client_id", CLIENT);
    return ask(wanted, fields);
  }

  private static SequencedMap<String, String> fields(Challenge.Bearer wanted) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("service", wanted.service());
    return fields;
  }

  private Grant ask(Challenge.Bearer wanted, SequencedMap<String, String> fields)
      throws IOException {
    URI realm = RegistryHttp.parse(wanted.realm());
    if (!credentials.isNone() && !http.mayCarryCredentials(realm)) {
      throw new ImageException.Failed(
          "%s has its tokens from %s, which has no TLS: credentials go there only if it is named by --insecure-registry"
              .formatted(http.domain(), realm.getAuthority()));
    }
    HttpResponse<InputStream> answer =
        http.exchange(
            credentials.identityToken().isEmpty() ? get(realm, fields) : post(realm, fields));
    try (InputStream body = answer.body()) {
      return switch (answer.statusCode()) {
        case 200 -> read(RegistryHttp.bounded(body, "token"), realm);
        case 400, 401, 403 ->
            throw ImageException.Unauthorized.at(http.domain(), credentials.isNone());
        default ->
            throw new ImageException.Failed(
                "%s answered %d when asked for a token for %s"
                    .formatted(realm.getAuthority(), answer.statusCode(), http.domain()));
      };
    }
  }

  private HttpRequest get(URI realm, SequencedMap<String, String> fields) throws IOException {
    if (credentials.hasPassword()) {
      fields.put("account", credentials.username());
    }
    String first = realm.getRawQuery() == null ? "?" : "&";
    HttpRequest.Builder request =
        RegistryHttp.request(RegistryHttp.parse(realm + first + encoded(fields)));
    if (credentials.hasPassword()) {
      request.header("Authorization", credentials.basic());
    }
    return request.build();
  }

  private HttpRequest post(URI realm, SequencedMap<String, String> fields) {
    fields.put("grant_type", "refresh_token");
    fields.put("client_id", CLIENT);
    fields.put("refresh_token", credentials.identityToken());
    return RegistryHttp.request(realm)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
        .build();
  }

  private static Grant read(byte[] json, URI realm) throws IOException {
    JsonNode document;
    try {
      document = Json.mapper().readTree(json);
    } catch (JacksonException _) {
      throw new IOException("the token of " + realm.getHost() + " is not JSON");
    }
    String token = document.path("token").asString(document.path("access_token").asString(""));
    if (!Credentials.isToken(token)) {
      throw new IOException(realm.getHost() + " gave no token");
    }
    return new Grant(token, document.path("refresh_token").asString(""));
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
