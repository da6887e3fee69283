package io.jswarm.cli.container;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.logs.LogFrames;
import io.jswarm.cli.logs.LogQuery;
import java.io.IOException;

/** {@code container logs}. */
public final class ContainerLogs implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("CONTAINER", "Show what a container of this node has written.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return LogQuery.flags();
  }

  @Override
  public int run(Invocation call) throws IOException {
    String path = "/containers/" + Request.segment(call.argument(0));
    boolean terminal = call.client().object(path + "/json").object("Config").flag("Tty");
    Request request =
        LogQuery.request(call, path + "/logs").queryIf(call.flags().toggle("details"), "details");
    try (Response response = call.client().send(request)) {
      if (terminal) {
        LogFrames.copy(response.body(), call.console());
      } else {
        LogFrames.read(response.body(), call.console(), line -> line);
      }
    }
    return 0;
  }
}
