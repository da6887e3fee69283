package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.Confirmation;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.text.Sizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code volume prune}. */
public final class VolumePrune implements Command {
  private static final String ANONYMOUS =
      "WARNING! This will remove anonymous local volumes not used by at least one container.";
  private static final String ALL =
      "WARNING! This will remove all local volumes not used by at least one container.";
  private static final int DIGITS = 4;

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Remove the volumes of this node that no container uses.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("a", "all", "Also volumes that have a name")
        .list("filter", "KEY=VALUE", "Only volumes that match, such as label=x")
        .toggle("f", "force", "Do not ask first");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    boolean all = flags.toggle("all");
    if (!flags.toggle("force") && !Confirmation.isGiven(call, all ? ALL : ANONYMOUS)) {
      return 1;
    }
    JsonObject answer =
        call.client()
            .object(Request.post("/volumes/prune").query("filters", filters(flags, all).json()));
    List<String> removed = answer.texts("VolumesDeleted");
    if (!removed.isEmpty()) {
      call.println("Deleted Volumes:");
      removed.forEach(call::println);
      call.println("");
    }
    call.println(
        "Total reclaimed space: " + Sizes.decimal(answer.number("SpaceReclaimed"), DIGITS));
    return 0;
  }

  private static Filters filters(ParsedFlags flags, boolean all) {
    List<String> texts = new ArrayList<>(flags.texts("filter"));
    if (all && texts.stream().anyMatch(each -> each.startsWith("all="))) {
      throw new UsageException("--all and the filter all say the same twice");
    }
    if (all) {
      texts.add("all=true");
    }
    return Filters.parse(texts);
  }
}
