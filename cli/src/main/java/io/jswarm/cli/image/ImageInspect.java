package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.render.Inspection;
import java.io.IOException;

/** {@code image inspect}. */
public final class ImageInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "IMAGE [IMAGE...]", "Show everything known about images.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("f", "format", "FORMAT", "Print with a Go template");
  }

  @Override
  public int run(Invocation call) throws IOException {
    return Inspection.run(call, word -> call.client().object(ImagePaths.of(word) + "/json"));
  }
}
