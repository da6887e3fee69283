package io.jswarm.worker.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry wants to see of whoever asks, by its WWW-Authenticate headers (RFC 9110). */
sealed interface Challenge {
  /**
   * A token from a token server.
   *
   * @param realm the token server's address
   * @param scope what the token is to allow; empty when the registry does not say
   */
  record Bearer(String realm, String service, String scope) implements Challenge {}

  /** Name and password. */
  record Basic() implements Challenge {}

  /** Something else, or nothing. */
  record Unknown() implements Challenge {}

  Pattern BEARER = Pattern.compile("(?:^|,)\\s*Bearer\\s+", Pattern.CASE_INSENSITIVE);
  Pattern BASIC = Pattern.compile("(?:^|,)\\s*Basic(?:\\s|$)", Pattern.CASE_INSENSITIVE);
  Pattern FIELD = Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\",]+))");

  /** The best that is offered: a token before a password. */
  static Challenge of(List<String> headers) {
    for (String header : headers) {
      Matcher begin = BEARER.matcher(header);
      if (begin.find()) {
        return bearer(header.substring(begin.end()));
      }
    }
    return headers.stream().anyMatch(each -> BASIC.matcher(each).find())
        ? new Basic()
        : new Unknown();
  }

  private static Bearer bearer(String fields) {
    Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Matcher field = FIELD.matcher(fields);
    while (field.find()) {
      String quoted = field.group(2);
      found.putIfAbsent(field.group(1), quoted == null ? field.group(3) : quoted);
    }
    return new Bearer(
        found.getOrDefault("realm", ""),
        found.getOrDefault("service", ""),
        found.getOrDefault("scope", ""));
  }
}
