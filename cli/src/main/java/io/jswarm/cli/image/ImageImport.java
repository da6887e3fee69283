package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.option.ImageName;
import java.io.IOException;
import java.io.InputStream;

/** {@code image import}. */
public final class ImageImport implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "FILE|URL|- [NAME[:TAG]]", "Make an image of the tar of a root file system.", 1, 2);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .list("c", "change", "INSTRUCTION", "Set CMD, ENV and the like on the image")
        .value("m", "message", "TEXT", "A remark kept with the image")
        .value("platform", "OS/ARCH", "Platform of the image");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String source = call.argument(0);
    boolean remote = source.startsWith("http://") || source.startsWith("https://");
    Request request = Request.post("/images/create").query("fromSrc", remote ? source : "-");
    if (call.arguments().size() > 1) {
      String name = call.argument(1);
      request.query("repo", ImageName.withoutTag(name)).query("tag", ImageName.tag(name));
    }
    for (String change : call.flags().texts("change")) {
      request.query("changes", change);
    }
    for (String option : new String[] {"message", "platform"}) {
      if (call.flags().isSet(option)) {
        request.query(option, call.flags().text(option));
      }
    }
    if (remote) {
      follow(call, request);
      return 0;
    }
    try (InputStream tar = Uploads.open(call, source)) {
      follow(call, request.body(tar, "application/x-tar"));
    }
    return 0;
  }

  private static void follow(Invocation call, Request request) throws IOException {
    try (Response response = call.client().send(request)) {
      new Progress(call.console(), false).follow(response);
    }
  }
}
