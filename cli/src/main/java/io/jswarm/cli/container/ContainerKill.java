package io.jswarm.cli.container;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code container kill}. */
public final class ContainerKill implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "CONTAINER [CONTAINER...]", "Send containers of this node a signal.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("s", "signal", "SIGNAL", "Which signal (default KILL)");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String signal = call.flags().isSet("signal") ? call.flags().text("signal") : "KILL";
    return call.forEach(word -> {
      String path = "/containers/" + Request.segment(word) + "/kill";
      call.send(Request.post(path).query("signal", signal));
      call.println(word);
    });
  }
}
