package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.service.progress.Waiting;
import io.jswarm.cli.service.spec.Schedules;
import io.jswarm.cli.service.spec.ServiceFlags;
import java.io.IOException;

/** {@code service run}: what {@code service update --force} is for a job. */
public final class ServiceRun implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("SERVICE", "Run a job once more now, whatever its schedule says.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return ServiceFlags.waiting(new FlagSet());
  }

  @Override
  public int run(Invocation call) throws IOException {
    call.flags().nanos("timeout");
    String word = call.argument(0);
    JsonObject service = ServiceWrite.read(call, word);
    JsonObject spec = service.child("Spec");
    if (!Schedules.isJob(spec)) {
      throw new CommandException(
          word + " is no job; 'jswarm service update --force' replaces the tasks of a service");
    }
    JsonObject task = spec.child("TaskTemplate");
    task.set("ForceUpdate", task.number("ForceUpdate") + 1);
    ServiceWrite.send(call, ServiceWrite.request(service, spec));
    call.println(word);
    call.console().out().flush();
    Waiting.change(call, service.text("ID"), service);
    return 0;
  }
}
