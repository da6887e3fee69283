package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.option.ImageName;
import io.jswarm.cli.registry.RegistryLogin;
import java.io.IOException;

/** {@code image pull}. */
public final class ImagePull implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("NAME[:TAG|@DIGEST]", "Fetch an image from its registry.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("a", "all-tags", "Fetch every tag of the repository")
        .value("platform", "OS/ARCH", "For another platform than this node's")
        .toggle("q", "quiet", "Show no progress");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String image = call.argument(0);
    boolean all = call.flags().toggle("all-tags");
    String reference = all ? image : ImageName.tagged(image);
    Request request = Request.post("/images/create");
    int at = reference.indexOf('@');
    if (at >= 0) {
      request.query("fromImage", reference.substring(0, at));
      request.query("tag", reference.substring(at + 1));
    } else {
      request.query("fromImage", ImageName.withoutTag(reference));
      request.query("tag", ImageName.tag(reference));
    }
    if (call.flags().isSet("platform")) {
      request.query("platform", call.flags().text("platform"));
    }
    request.header("X-Registry-Auth", RegistryLogin.header(image));
    try (Response response = call.client().send(request)) {
      new Progress(call.console(), call.flags().toggle("quiet")).follow(response);
    }
    call.println(reference);
    return 0;
  }
}
