package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import java.io.IOException;
import java.io.InputStream;

/** {@code image load}. */
public final class ImageLoad implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Load images from a tar file, as 'docker save' and OCI tools write them.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("i", "input", "FILE", "Read this file instead of standard input")
        .toggle("q", "quiet", "Show no progress");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean quiet = call.flags().toggle("quiet");
    String file = call.flags().isSet("input") ? call.flags().text("input") : "-";
    try (InputStream tar = Uploads.open(call, file)) {
      Request request = Request.post("/images/load").queryIf(quiet, "quiet");
      request.body(tar, "application/x-tar");
      try (Response response = call.client().send(request)) {
        new Progress(call.console(), quiet).follow(response);
      }
    }
    return 0;
  }
}
