package io.jswarm.cli.payload;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code secret create} and {@code config create}. */
public record PayloadCreate(Noun noun) implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        noun.argument() + " FILE|-",
        "Keep a file, or standard input, as a " + noun.text() + ".",
        1,
        2);
  }

  @Override
  public FlagSet flags() {
    FlagSet flags =
        new FlagSet()
            .list("l", "label", "KEY=VALUE", "Label")
            .value("template-driver", "DRIVER", "golang: fill in templates for each task");
    return noun == Noun.SECRET
        ? flags.value("d", "driver", "DRIVER", "Plugin that has the data")
        : flags;
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    String driver = noun == Noun.SECRET ? flags.text("driver") : "";
    JsonObject body =
        new JsonObject()
            .set("Name", call.argument(0))
            .set(
                "Labels", JsonObject.ofTexts(KeyValues.map(flags.each("label", KeyValues::label))));
    if (call.arguments().size() > 1) {
      body.set("Data", Data.read(call, noun, call.argument(1)));
    } else if (driver.isEmpty()) {
      throw new UsageException("name a file with the data, or - for standard input");
    }
    set(body, "Driver", driver);
    set(body, "Templating", flags.text("template-driver"));
    Request request = Request.post(noun.path() + "/create").json(body);
    call.println(call.client().object(request).text("ID"));
    return 0;
  }

  private static void set(JsonObject body, String field, @Nullable String driver) {
    if (driver != null && !driver.isEmpty()) {
      body.set(field, new JsonObject().set("Name", driver));
    }
  }
}
