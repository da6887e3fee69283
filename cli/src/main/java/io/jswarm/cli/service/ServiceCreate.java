package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.registry.RegistryLogin;
import io.jswarm.cli.service.progress.Waiting;
import io.jswarm.cli.service.spec.ImagePin;
import io.jswarm.cli.service.spec.NewService;
import io.jswarm.cli.service.spec.ServiceFlags;
import java.io.IOException;

/** {@code service create}. */
public final class ServiceCreate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "IMAGE [COMMAND] [ARG...]",
        "Run an image as a service: so many tasks, kept running on the nodes that fit.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return ServiceFlags.create();
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    flags.nanos("timeout");
    JsonObject spec = NewService.spec(flags, call.client());
    String login =
        flags.toggle("with-registry-auth") ? RegistryLogin.header(flags.argument(0)) : "";
    if (!flags.toggle("no-resolve-image")) {
      ImagePin.pin(spec, call.client(), login, call.console());
    }
    Request request = Request.post("/services/create").json(spec);
    if (!login.isEmpty()) {
      request.header("X-Registry-Auth", login);
    }
    String id = ServiceWrite.send(call, request).text("ID");
    call.println(id);
    call.console().out().flush();
    Waiting.change(call, id, new JsonObject());
    return 0;
  }
}
