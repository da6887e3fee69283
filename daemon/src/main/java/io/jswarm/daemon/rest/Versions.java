package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;

/** The {@code version} parameter, by which a writer proves that it saw the latest state. */
final class Versions {
  private Versions() {}

  static long of(Request request, String noun) {
    String text = request.query().get("version");
    try {
      long version = Long.parseUnsignedLong(text);
      if (!text.startsWith("+")) {
        return version;
      }
    } catch (NumberFormatException _) {
      // refused below, as a sign is
    }
    throw ApiError.badRequest(
        "invalid %s version '%s': strconv.ParseUint: parsing \"%s\": invalid syntax"
            .formatted(noun, text, text));
  }
}
