package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code service rm}. */
public final class ServiceRm implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "SERVICE [SERVICE...]", "Remove services and stop their tasks.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    return call.forEach(word -> {
      call.send(Request.delete("/services/" + Request.segment(word)));
      call.println(word);
    });
  }
}
