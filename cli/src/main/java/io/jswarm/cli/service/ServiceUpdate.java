package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.registry.RegistryLogin;
import io.jswarm.cli.service.progress.Waiting;
import io.jswarm.cli.service.spec.ChangedService;
import io.jswarm.cli.service.spec.ImagePin;
import io.jswarm.cli.service.spec.ServiceFlags;
import java.io.IOException;
import java.util.Set;

/** {@code service update}. */
public final class ServiceUpdate implements Command {
  private static final Set<String> WITH_ROLLBACK = Set.of("rollback", "detach", "quiet", "timeout");

  @Override
  public Synopsis synopsis() {
    return new Synopsis("SERVICE", "Change a service; its tasks are replaced step by step.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return ServiceFlags.update();
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    flags.nanos("timeout");
    if (flags.toggle("rollback")) {
      if (!WITH_ROLLBACK.containsAll(flags.given())) {
        throw new UsageException("other flags may not be combined with --rollback");
      }
      return ServiceRollback.rollBack(call);
    }
    String word = call.argument(0);
    JsonObject service = ServiceWrite.read(call, word);
    JsonObject spec = service.child("Spec");
    ChangedService.merge(flags, spec, call.client());
    JsonObject container = spec.object("TaskTemplate").object("ContainerSpec");
    String login =
        flags.toggle("with-registry-auth") ? RegistryLogin.header(container.text("Image")) : "";
    if (flags.isSet("image") && !flags.toggle("no-resolve-image")) {
      ImagePin.pin(spec, call.client(), login, call.console());
    }
    Request request = ServiceWrite.request(service, spec);
    if (login.isEmpty()) {
      request.query("registryAuthFrom", "spec");
    } else {
      request.header("X-Registry-Auth", login);
    }
    ServiceWrite.send(call, request);
    call.println(word);
    call.console().out().flush();
    Waiting.change(call, service.text("ID"), service);
    return 0;
  }
}
