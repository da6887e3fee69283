package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Amounts;
import io.jswarm.cli.service.progress.Waiting;
import io.jswarm.cli.service.spec.ServiceFlags;
import io.jswarm.cli.service.spec.ServiceModes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code service scale}. */
public final class ServiceScale implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "SERVICE=REPLICAS [SERVICE=REPLICAS...]",
        "Set how many tasks services have.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return ServiceFlags.waiting(new FlagSet());
  }

  @Override
  public int run(Invocation call) throws IOException {
    call.flags().nanos("timeout");
    for (String word : call.arguments()) {
      replicas(word);
    }
    List<JsonObject> scaled = new ArrayList<>();
    int code = call.forEach(word -> scaled.add(scale(call, word)));
    call.console().out().flush();
    List<String> ids = scaled.stream().map(service -> service.text("ID")).toList();
    int waited = call.forEach(ids, id -> Waiting.change(call, id, scaled.get(ids.indexOf(id))));
    return Math.max(code, waited);
  }

  private static JsonObject scale(Invocation call, String word) throws IOException {
    String name = word.substring(0, word.indexOf('='));
    long replicas = replicas(word);
    JsonObject service = ServiceWrite.read(call, name);
    JsonObject spec = service.child("Spec");
    ServiceModes.scale(spec, name, replicas);
    ServiceWrite.send(call, ServiceWrite.request(service, spec));
    call.println(name + " scaled to " + replicas);
    return service;
  }

  private static long replicas(String word) {
    int equals = word.indexOf('=');
    if (equals <= 0) {
      throw new UsageException("'" + word + "' is not SERVICE=REPLICAS, such as web=3");
    }
    try {
      return Amounts.count(word.substring(equals + 1));
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + word + "': the number of replicas " + e.getMessage());
    }
  }
}
