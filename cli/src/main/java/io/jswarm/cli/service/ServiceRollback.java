package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.service.progress.Waiting;
import io.jswarm.cli.service.spec.ServiceFlags;
import java.io.IOException;

/** {@code service rollback}. */
public final class ServiceRollback implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("SERVICE", "Put a service back to the spec before its last change.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return ServiceFlags.waiting(new FlagSet());
  }

  @Override
  public int run(Invocation call) throws IOException {
    return rollBack(call);
  }

  static int rollBack(Invocation call) throws IOException {
    call.flags().nanos("timeout");
    String word = call.argument(0);
    JsonObject service = ServiceWrite.read(call, word);
    ServiceWrite.send(
        call, ServiceWrite.request(service, service.object("Spec")).query("rollback", "previous"));
    call.println(word);
    call.console().out().flush();
    Waiting.rollback(call, service.text("ID"), service);
    return 0;
  }
}
