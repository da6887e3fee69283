package io.jswarm.daemon.rest;

import io.jswarm.api.model.RegistryAuth;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.ImageException;
import org.jspecify.annotations.Nullable;

/** The header in which clients send what registries want. It is checked here and never quoted. */
final class RegistryHeader {
  private static final String NAME = "X-Registry-Auth";

  private RegistryHeader() {}

  /**
   * As it came, to be kept; null when there is none.
   *
   * @throws ApiError 400 when it is too long or is not what it should be
   */
  static @Nullable RegistryAuth of(Request request) {
    String header = request.header(NAME);
    if (header.isEmpty()) {
      return null;
    }
    if (header.length() > RegistryAuth.MAX_LENGTH) {
      throw ApiError.badRequest(
          "the %s header has %d characters: at most %d are accepted"
              .formatted(NAME, header.length(), RegistryAuth.MAX_LENGTH));
    }
    RegistryAuth auth = RegistryAuth.of(header);
    decoded(auth);
    return auth;
  }

  /** Who asks, to be used at once; nobody when there is no header. */
  static Credentials credentials(Request request) {
    RegistryAuth auth = of(request);
    return auth == null ? Credentials.NONE : decoded(auth);
  }

  private static Credentials decoded(RegistryAuth auth) {
    try {
      return Credentials.decode(auth);
    } catch (ImageException.Invalid e) {
      throw ApiError.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
