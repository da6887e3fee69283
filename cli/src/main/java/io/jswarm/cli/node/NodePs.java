package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.task.TaskTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code node ps}. */
public final class NodePs implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "[NODE...]", "List the tasks on nodes; without a name, on this one.", 0, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return TaskTable.flags();
  }

  @Override
  public int run(Invocation call) throws IOException {
    List<String> words = call.arguments().isEmpty() ? List.of("self") : call.arguments();
    List<JsonObject> tasks = new ArrayList<>();
    int code =
        call.forEach(
            words,
            word -> {
              String id = NodeReference.fetch(call.client(), word).text("ID");
              Filters filters = call.flags().filters().add("node", id);
              tasks.addAll(call.client().objects(TaskTable.request(call, filters)));
            });
    if (code == 0 || !tasks.isEmpty()) {
      TaskTable.print(call, tasks);
    }
    return code;
  }
}
