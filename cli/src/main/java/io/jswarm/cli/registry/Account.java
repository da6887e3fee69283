package io.jswarm.cli.registry;

import io.jswarm.cli.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who somebody is to a registry, with what shows it. Its text form has none of it.
 *
 * @param identityToken in place of the password, when the registry gave one
 */
record Account(String username, String password, String identityToken) {
  static final Account NOBODY = new Account("", "", "");

  boolean isNobody() {
    return username.isEmpty() && identityToken.isEmpty();
  }

  /** As an entry of {@code auths} in config.json has it. */
  static Account ofEntry(JsonObject entry) {
    String pair = decoded(entry.text("auth"));
    int colon = pair.indexOf(':');
    return new Account(
        colon < 0 ? pair : pair.substring(0, colon),
        colon < 0 ? "" : pair.substring(colon + 1),
        entry.text("identitytoken"));
  }

  private static String decoded(String auth) {
    try {
      return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  JsonObject toEntry() {
    String pair = username + ":" + password;
    String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new JsonObject().set("auth", auth).setUnlessEmpty("identitytoken", identityToken);
  }

  /** As the API takes it, in a body or a header. */
  JsonObject toApi(Registry registry) {
    JsonObject sent = new JsonObject();
    if (isNobody()) {
      return sent;
    }
    if (identityToken.isEmpty()) {
      sent.set("username", username).set("password", password);
    } else {
      sent.setUnlessEmpty("username", username).set("identitytoken", identityToken);
    }
    return sent.set("serveraddress", registry.key());
  }

  @Override
  public String toString() {
    return "Account";
  }
}
