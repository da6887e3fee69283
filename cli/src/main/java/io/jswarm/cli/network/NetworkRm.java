package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code network rm}. */
public final class NetworkRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("NETWORK [NETWORK...]", "Remove networks nothing uses.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().toggle("f", "force", "Do not fail for networks that are not there");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean force = call.flags().toggle("force");
    return call.forEach(word -> {
      try {
        call.send(Request.delete("/networks/" + Request.segment(word)));
        call.println(word);
      } catch (DaemonError e) {
        if (!force || !e.isNotFound()) {
          throw e;
        }
      }
    });
  }
}
