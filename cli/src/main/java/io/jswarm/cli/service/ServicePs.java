package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Faults;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.node.NodeReference;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.task.TaskTable;
import java.io.IOException;
import java.util.List;

/** {@code service ps}, and {@code ps} for the whole swarm. */
public enum ServicePs implements Command {
  /** Needs the services named. */
  OF_SERVICES(1, "List the tasks of services, the history of each slot below it."),
  /** Without names: what should be running anywhere. */
  OF_SWARM(0, "List the tasks of services, or all that should run when none is named.");

  private final int least;
  private final String summary;

  ServicePs(int least, String summary) {
    this.least = least;
    this.summary = summary;
  }

  @Override
  public Synopsis synopsis() {
    String arguments = least == 0 ? "[SERVICE...]" : "SERVICE [SERVICE...]";
    return new Synopsis(arguments, summary, least, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return TaskTable.flags();
  }

  @Override
  public int run(Invocation call) throws IOException {
    Filters filters = call.flags().filters();
    int code = 0;
    if (call.arguments().isEmpty()) {
      if (filters.values("desired-state").isEmpty()) {
        filters.add("desired-state", "running");
      }
    } else {
      code = addServices(call, filters);
      if (filters.values("service").isEmpty()) {
        return code;
      }
    }
    List<String> nodes = filters.values("node");
    filters.remove("node");
    for (String node : nodes) {
      filters.add("node", NodeReference.resolve(call.client(), node));
    }
    TaskTable.print(call, call.client().objects(TaskTable.request(call, filters)));
    return code;
  }

  /** Adds the ids of the services named; returns 1 when one of them is not there. */
  private static int addServices(Invocation call, Filters filters) throws IOException {
    List<JsonObject> byId = find(call, "id");
    List<JsonObject> byName = find(call, "name");
    int code = 0;
    for (String word : call.arguments()) {
      String id = match(word, byId, byName);
      if (id.isEmpty()) {
        call.console().err().println(Faults.line(new CommandException("no such service: " + word)));
        code = 1;
      } else {
        filters.add("service", id);
      }
    }
    return code;
  }

  private static List<JsonObject> find(Invocation call, String key) throws IOException {
    Filters filters = new Filters();
    for (String word : call.arguments()) {
      filters.add(key, word);
    }
    return call.client().objects(Request.get("/services").query("filters", filters.json()));
  }

  /** A whole id, then a whole name, then the beginning of an id. */
  private static String match(String word, List<JsonObject> byId, List<JsonObject> byName)
      throws CommandException {
    String prefixed = "";
    for (JsonObject service : byId) {
      String id = service.text("ID");
      if (id.equals(word)) {
        return id;
      }
    }
    for (JsonObject service : byName) {
      if (service.object("Spec").text("Name").equals(word)) {
        return service.text("ID");
      }
    }
    for (JsonObject service : byId) {
      if (service.text("ID").startsWith(word)) {
        if (!prefixed.isEmpty()) {
          throw new CommandException("several services have ids that begin with " + word);
        }
        prefixed = service.text("ID");
      }
    }
    return prefixed;
  }
}
