package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code image rm}. */
public final class ImageRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("IMAGE [IMAGE...]", "Remove images from this node.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("f", "force", "Also images with several names")
        .toggle("no-prune", "Keep the images below it that have no name");
  }

  @Override
  public int run(Invocation call) throws IOException {
    return call.forEach(word -> {
      Request request =
          Request.delete(ImagePaths.of(word))
              .queryIf(call.flags().toggle("force"), "force")
              .queryIf(call.flags().toggle("no-prune"), "noprune");
      for (JsonObject step : call.client().objects(request)) {
        boolean deleted = step.has("Deleted");
        call.println(
            deleted ? "Deleted: " + step.text("Deleted") : "Untagged: " + step.text("Untagged"));
      }
    });
  }
}
