package io.jswarm.cli.payload;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Inspection;
import io.jswarm.cli.text.Ages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code secret inspect} and {@code config inspect}. */
public record PayloadInspect(Noun noun) implements Command {
  @Override
  public Synopsis synopsis() {
    String argument = noun.argument();
    return new Synopsis(
        argument + " [" + argument + "...]",
        noun == Noun.SECRET
            ? "Show everything known about secrets but their data."
            : "Show everything known about configs, their data too.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("f", "format", "FORMAT", "Print with a Go template")
        .toggle("pretty", "Print for people");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Inspection.Fetch fetch = word -> call.client().object(Request.get(noun.path(word)));
    return call.flags().toggle("pretty")
        ? Inspection.pretty(call, fetch, this::page)
        : Inspection.run(call, fetch);
  }

  /** In the layout of Docker's, which differs between the two. */
  private String page(JsonObject payload) {
    JsonObject spec = payload.object("Spec");
    StringBuilder page = new StringBuilder();
    String gap = noun == Noun.SECRET ? "              " : "\t\t\t";
    page.append("ID:").append(gap).append(payload.text("ID"));
    page.append("\nName:").append(gap).append(spec.text("Name"));
    Map<String, String> labels = new TreeMap<>(spec.textMap("Labels"));
    page.append("\nLabels:");
    labels.forEach((key, value) -> page.append("\n - ").append(key).append('=').append(value));
    String time = noun == Noun.SECRET ? "        " : "            \t";
    if (noun == Noun.SECRET) {
      page.append("\nDriver:            ").append(spec.object("Driver").text("Name"));
    }
    page.append("\nCreated at:").append(time).append(time(payload.text("CreatedAt")));
    page.append("\nUpdated at:").append(time).append(time(payload.text("UpdatedAt")));
    if (noun == Noun.CONFIG) {
      byte[] data = Base64.getDecoder().decode(spec.text("Data"));
      page.append("\nData:\n").append(new String(data, StandardCharsets.UTF_8));
    }
    return page.toString();
  }

  private static String time(String stamp) {
    return Ages.goTime(stamp).toLowerCase(Locale.ROOT);
  }
}
