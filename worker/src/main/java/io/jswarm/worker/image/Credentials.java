package io.jswarm.worker.image;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.api.model.RegistryAuth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks a registry, as Docker's clients say it. Its text form shows nothing of it, and what is
 * wrong with one is said without quoting it.
 *
 * @param identityToken what the registry gave at a login, in place of name and password
 * @param registryToken a bearer token to be sent as it is
 * @param serverAddress which registry it is for; the one it is sent with decides
 */
public record Credentials(
    String username,
    String password,
    String identityToken,
    String registryToken,
    String serverAddress) {
  /** What may stand in a header. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]*");

  /** Nobody. */
  public static final Credentials NONE = new Credentials("", "", "", "", "");

  public Credentials {
    if (username.indexOf(':') >= 0) {
      throw new ImageException.Invalid("the user name of a registry login has no colon");
    }
    if (!TOKEN.matcher(registryToken).matches()) {
      throw new ImageException.Invalid("the registrytoken of a registry login is no bearer token");
    }
  }

  /** As clients send it; {@code auth} is name and password with a colon between them, in base64. */
  record Sent(
      @Nullable String username,
      @Nullable String password,
      @Nullable String auth,
      @Nullable String identityToken,
      @Nullable String registryToken,
      @Nullable String serverAddress) {}

  /**
   * Those of an {@code X-Registry-Auth} header: URL-safe base64 of JSON.
   *
   * @throws ImageException.Invalid saying what it is not
   */
  public static Credentials decode(RegistryAuth auth) {
    return ofJson(base64(auth.header(), "the X-Registry-Auth header"));
  }

  /**
   * Those of a JSON object, as in the body of a login.
   *
   * @throws ImageException.Invalid when it is none, or members are no texts
   */
  public static Credentials ofJson(byte[] json) {
    Sent sent = sent(json);
    if (sent == null) {
      return NONE;
    }
    String username = text(sent.username());
    String password = text(sent.password());
    if (username.isEmpty() && sent.auth() != null) {
      byte[] decoded = base64(sent.auth(), "the auth of a registry login");
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      username = colon < 0 ? pair : pair.substring(0, colon);
      password = colon < 0 ? password : pair.substring(colon + 1);
    }
    return new Credentials(
        username,
        password,
        text(sent.identityToken()),
        text(sent.registryToken()),
        text(sent.serverAddress()));
  }

  private static String text(@Nullable String sent) {
    return sent == null ? "" : sent;
  }

  private static @Nullable Sent sent(byte[] json) {
    try {
      return Json.read(json, Sent.class);
    } catch (BadDocument _) {
      throw new ImageException.Invalid(
          "a registry login is a JSON object with texts: username, password, serveraddress");
    }
  }

  private static byte[] base64(String text, String what) {
    try {
      String urlSafe = text.replace('+', '-').replace('/', '_').replace("=", "");
      return Base64.getUrlDecoder().decode(urlSafe);
    } catch (IllegalArgumentException _) {
      throw new ImageException.Invalid(what + " is not base64 (RFC 4648, section 5)");
    }
  }

  /** Whether there is nothing to log in with. */
  boolean isNone() {
    return username.isEmpty() && identityToken.isEmpty() && registryToken.isEmpty();
  }

  boolean hasPassword() {
    return !username.isEmpty();
  }

  /** The value of an Authorization header (RFC 7617). */
  String basic() {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The value of an Authorization header (RFC 6750). */
  static String bearer(String token) {
    return "Bearer " + token;
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && TOKEN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
