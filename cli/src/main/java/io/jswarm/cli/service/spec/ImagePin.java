package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.Console;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ImageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pins a spec's image to the digest its registry has now, so that every node runs the same. */
public final class ImagePin {
  /** A daemon that looks up no digests; saying so at every create would help nobody. */
  private static final int NOT_IMPLEMENTED = 501;

  private ImagePin() {}

  /** Pins the image, or warns when its registry does not answer. */
  public static void pin(JsonObject spec, EngineClient client, String login, Console console)
      throws IOException {
    JsonObject task = spec.child("TaskTemplate");
    JsonObject container = task.child("ContainerSpec");
    String image = container.text("Image");
    if (image.isEmpty() || ImageName.hasDigest(image) || ImageName.isId(image)) {
      return;
    }
    Request request = Request.get("/distribution/" + path(image) + "/json");
    if (!login.isEmpty()) {
      request.header("X-Registry-Auth", login);
    }
    try {
      JsonObject found = client.object(request);
      String digest = found.object("Descriptor").text("digest");
      if (!digest.isEmpty()) {
        container.set("Image", image + "@" + digest);
      }
      platforms(task, found.objects("Platforms"));
    } catch (DaemonError e) {
      if (e.status() == NOT_IMPLEMENTED) {
        return;
      }
      console
          .err()
          .println(
              "warning: no digest for image "
                  + image
                  + " ("
                  + e.getMessage()
                  + "); each node"
                  + " looks the image up by itself and may run another version");
    }
  }

  private static String path(String image) {
    return Request.segment(image).replace("%2F", "/").replace("%3A", ":");
  }

  private static void platforms(JsonObject task, List<JsonObject> found) {
    List<JsonObject> platforms = new ArrayList<>();
    for (JsonObject platform : found) {
      String architecture = platform.text("architecture");
      platforms.add(
          new JsonObject()
              .setUnlessEmpty("Architecture", architecture.equals("arm") ? "" : architecture)
              .setUnlessEmpty("OS", platform.text("os")));
    }
    if (!platforms.isEmpty()) {
      task.child("Placement").set("Platforms", platforms);
    }
  }
}
