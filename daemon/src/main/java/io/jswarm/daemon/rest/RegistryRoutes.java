package io.jswarm.daemon.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.Images;
import java.io.IOException;

/** What registries are asked for clients: whether they let somebody in, and what a name means. */
final class RegistryRoutes {
  private final Images images;

  RegistryRoutes(Images images) {
    this.images = images;
  }

  void addTo(Router router) {
    router
        .add("POST", "/auth", this::logIn)
        .add("GET", "/distribution/{name...}/json", this::lookUp);
  }

  /**
   * Docker's answer to a login.
   *
   * @param identityToken to be kept in place of the password; empty for most
   */
  record LoggedIn(
      @JsonProperty("Status") String status, @JsonProperty("IdentityToken") String identityToken) {}

  private Reply logIn(Request request) throws IOException {
    byte[] body = request.wholeBody();
    return Answers.ok(
        ImageRoutes.called(
            () -> new LoggedIn("Login Succeeded", images.logIn(Credentials.ofJson(body)))));
  }

  private Reply lookUp(Request request) {
    Credentials credentials = RegistryHeader.credentials(request);
    return Answers.ok(ImageRoutes.called(() -> images.lookUp(request.param("name"), credentials)));
  }
}
