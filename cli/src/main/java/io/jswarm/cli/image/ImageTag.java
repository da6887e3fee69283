package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.option.ImageName;
import java.io.IOException;

/** {@code image tag}. */
public final class ImageTag implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("IMAGE NAME[:TAG]", "Give an image another name.", 2, 2);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    String name = call.argument(1);
    Request request = Request.post(ImagePaths.of(call.argument(0)) + "/tag");
    request.query("repo", ImageName.withoutTag(name));
    String tag = ImageName.tag(name);
    call.send(tag.isEmpty() ? request : request.query("tag", tag));
    return 0;
  }
}
