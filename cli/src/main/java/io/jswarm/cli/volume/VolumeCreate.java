package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.io.IOException;

/** {@code volume create}. */
public final class VolumeCreate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("[VOLUME]", "Make a volume on this node, or in the cluster.", 0, 1);
  }

  @Override
  public FlagSet flags() {
    FlagSet flags =
        new FlagSet()
            .value("d", "driver", "DRIVER", "Driver (default local), or the cluster's CSI plugin")
            .list("label", "KEY=VALUE", "Label")
            .list(
                "o",
                "opt",
                "KEY=VALUE",
                "Option of the driver: type, device and o, as for mount(8)");
    ClusterVolumeOptions.addTo(flags);
    return flags;
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    JsonObject body =
        new JsonObject()
            .set("Name", flags.arguments().isEmpty() ? "" : flags.argument(0))
            .set("Driver", flags.isSet("driver") ? flags.text("driver") : "local")
            .set("DriverOpts", JsonObject.ofTexts(KeyValues.map(flags.texts("opt"))))
            .set(
                "Labels", JsonObject.ofTexts(KeyValues.map(flags.each("label", KeyValues::label))));
    if (ClusterVolumeOptions.areGiven(flags)) {
      body.set("ClusterVolumeSpec", ClusterVolumeOptions.spec(flags));
    }
    JsonObject made = call.client().object(Request.post("/volumes/create").json(body));
    call.println(made.text("Name"));
    String state = made.object("Status").text("State");
    if (!state.isEmpty()) {
      call.console().err().println("WARNING: " + state);
    }
    return 0;
  }
}
