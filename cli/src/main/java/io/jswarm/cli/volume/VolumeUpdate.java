package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code volume update}. */
public final class VolumeUpdate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("VOLUME", "Change whether tasks may use a volume of the cluster.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("availability", "STATE", "active, pause or drain");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String availability = call.flags().text("availability");
    if (availability.isEmpty()) {
      throw new UsageException("nothing to change: say --availability active, pause or drain");
    }
    String path = "/volumes/" + Request.segment(call.argument(0));
    JsonObject volume = call.client().object(Request.get(path)).object("ClusterVolume");
    if (volume.isEmpty()) {
      throw new CommandException(
          call.argument(0) + " is a volume of this node: only those of the cluster can be changed");
    }
    JsonObject spec = volume.child("Spec").set("Availability", availability);
    call.send(
        Request.put(path)
            .query("version", String.valueOf(volume.object("Version").number("Index")))
            .json(new JsonObject().set("Spec", spec)));
    call.println(call.argument(0));
    return 0;
  }
}
