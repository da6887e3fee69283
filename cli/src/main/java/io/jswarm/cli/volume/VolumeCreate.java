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
    return new Synopsis("[VOLUME]", "Make a volume on this node.", 0, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("d", "driver", "DRIVER", "Driver (default local)")
        .list("label", "KEY=VALUE", "Label")
        .list("o", "opt", "KEY=VALUE", "Option of the driver: type, device and o, as for mount(8)");
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
    call.println(call.client().object(Request.post("/volumes/create").json(body)).text("Name"));
    return 0;
  }
}
