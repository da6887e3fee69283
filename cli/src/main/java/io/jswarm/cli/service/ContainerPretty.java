package io.jswarm.cli.service;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.GoDuration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container part of a service for people. */
final class ContainerPretty {
  private final StringBuilder out;
  private final JsonObject container;

  private ContainerPretty(StringBuilder out, JsonObject container) {
    this.out = out;
    this.container = container;
  }

  static void append(StringBuilder out, JsonObject container) {
    ContainerPretty pretty = new ContainerPretty(out, container);
    pretty.process();
    pretty.capabilities();
    pretty.hostAccess();
    pretty.limits();
    pretty.mounts();
    pretty.files("Configs", "ConfigName");
    pretty.files("Secrets", "SecretName");
  }

  private void line(String text) {
    out.append('\n').append(text);
  }

  private void process() {
    line("ContainerSpec:");
    line(" Image:\t\t" + container.text("Image"));
    words(" Args:\t\t", container.texts("Args"));
    words(" Env:\t\t", container.texts("Env"));
    if (!container.text("Dir").isEmpty()) {
      line(" Dir:\t\t" + container.text("Dir"));
    }
    if (container.has("Init")) {
      line(" Init:\t\t" + container.flag("Init"));
    }
    if (!container.text("User").isEmpty()) {
      line(" User: " + container.text("User"));
    }
  }

  private void words(String heading, List<String> words) {
    if (!words.isEmpty()) {
      line(heading + String.join(" ", words) + " ");
    }
  }

  private void capabilities() {
    List<String> added = container.texts("CapabilityAdd");
    List<String> dropped = container.texts("CapabilityDrop");
    if (added.isEmpty() && dropped.isEmpty()) {
      return;
    }
    line("Capabilities:");
    if (!added.isEmpty()) {
      line(" Add: " + String.join(", ", added));
    }
    if (!dropped.isEmpty()) {
      line(" Drop: " + String.join(", ", dropped));
    }
  }

  private void hostAccess() {
    if (container.flag("Privileged")) {
      line("Privileged:\ttrue");
    }
    long gpus = container.number("Gpus");
    if (gpus != 0) {
      line("GPUs:\t\t" + (gpus < 0 ? "all" : gpus));
    }
    List<JsonObject> devices = container.objects("Devices");
    if (!devices.isEmpty()) {
      line("Devices:");
      for (JsonObject each : devices) {
        line(
            " "
                + each.text("PathOnHost")
                + " -> "
                + each.text("PathInContainer")
                + " "
                + each.text("CgroupPermissions"));
      }
    }
  }

  private void limits() {
    Map<String, String> sysctls = new TreeMap<>(container.textMap("Sysctls"));
    if (!sysctls.isEmpty()) {
      line("SysCtls:");
      sysctls.forEach((key, value) -> line(" " + key + (value.isEmpty() ? "" : ": " + value)));
    }
    List<JsonObject> ulimits = container.objects("Ulimits");
    if (!ulimits.isEmpty()) {
      line("Ulimits:");
      for (JsonObject limit : ulimits) {
        line(" " + limit.text("Name") + ": " + limit.number("Soft") + ":" + limit.number("Hard"));
      }
    }
  }

  private void mounts() {
    List<JsonObject> mounts = container.objects("Mounts");
    if (!mounts.isEmpty()) {
      line("Mounts:");
    }
    for (JsonObject mount : mounts) {
      line(" Target:\t" + mount.text("Target"));
      line("  Source:\t" + mount.text("Source"));
      line("  ReadOnly:\t" + mount.flag("ReadOnly"));
      line("  Type:\t\t" + mount.text("Type"));
    }
  }

  private void files(String field, String nameField) {
    List<JsonObject> references = container.objects(field);
    if (!references.isEmpty()) {
      line(field + ":");
    }
    for (JsonObject reference : references) {
      line(" Target:\t" + reference.object("File").text("Name"));
      line("  Source:\t" + reference.text(nameField));
    }
  }

  static void appendHealth(StringBuilder out, JsonObject container) {
    if (!container.has("Healthcheck")) {
      return;
    }
    JsonObject check = container.object("Healthcheck");
    ContainerPretty pretty = new ContainerPretty(out, container);
    pretty.line(" Healthcheck:");
    pretty.line("  Interval = " + GoDuration.format(check.number("Interval")));
    pretty.line("  Retries = " + check.number("Retries"));
    pretty.line("  StartPeriod =\t" + GoDuration.format(check.number("StartPeriod")));
    pretty.line("  Timeout =\t" + GoDuration.format(check.number("Timeout")));
    if (!check.texts("Test").isEmpty()) {
      pretty.line("  Tests:");
      for (String word : check.texts("Test")) {
        pretty.line("\t Test = " + word);
      }
      out.append(' ');
    }
  }
}
