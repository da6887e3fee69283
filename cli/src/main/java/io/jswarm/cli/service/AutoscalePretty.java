package io.jswarm.cli.service;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.service.spec.ServiceModes;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.GoDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the number of a service's tasks follows their load, and what became of it, for people. */
final class AutoscalePretty {
  private AutoscalePretty() {}

  static void append(StringBuilder out, JsonObject service) {
    JsonObject spec = service.object("Spec");
    JsonObject autoscale = spec.object("Mode").object("Replicated").object("Autoscale");
    if (autoscale.isEmpty()) {
      return;
    }
    out.append("\n Autoscale:\t").append(ServiceModes.autoscaleText(spec));
    if (autoscale.has("Cooldown")) {
      out.append(", cooldown ").append(GoDuration.format(autoscale.number("Cooldown")));
    }
    JsonObject status = service.object("AutoscaleStatus");
    if (status.has("SeenAt")) {
      out.append("\n  Usage:\t").append(usage(status));
    }
    JsonObject last = status.object("LastScale");
    if (!last.isEmpty()) {
      out.append(
          "\n  Last Scale:\t%d to %d, %s: %s"
              .formatted(
                  last.number("From"), last.number("To"), time(last, "At"), last.text("Reason")));
    }
    if (status.has("SetByHandAt")) {
      out.append("\n  Set By Hand:\t").append(time(status, "SetByHandAt"));
    }
  }

  private static String usage(JsonObject status) {
    List<String> figures = new ArrayList<>();
    if (status.has("CPU")) {
      figures.add("cpu " + status.number("CPU") + "%");
    }
    if (status.has("Memory")) {
      figures.add("memory " + status.number("Memory") + "%");
    }
    return String.join(", ", figures) + ", " + time(status, "SeenAt");
  }

  private static String time(JsonObject from, String member) {
    return Ages.goTime(from.text(member)).toLowerCase(Locale.ROOT);
  }
}
