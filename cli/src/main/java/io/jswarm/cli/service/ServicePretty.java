package io.jswarm.cli.service;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.GoDuration;
import io.jswarm.cli.text.Sizes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service for people, in the layout of Docker's {@code --pretty}. */
final class ServicePretty {
  private final StringBuilder out = new StringBuilder();
  private final JsonObject service;
  private final JsonObject spec;
  private final JsonObject task;

  private ServicePretty(JsonObject service) {
    this.service = service;
    this.spec = service.object("Spec");
    this.task = spec.object("TaskTemplate");
  }

  /** The page, beginning with an empty line and without a line feed at its end. */
  static String text(JsonObject service, List<String> networks) {
    ServicePretty pretty = new ServicePretty(service);
    pretty.head();
    SchedulePretty.append(pretty.out, service);
    pretty.updateStatus();
    pretty.rebalanceStatus();
    pretty.placement();
    pretty.rollOut("UpdateConfig", "Update");
    pretty.rollOut("RollbackConfig", "Rollback");
    ContainerPretty.append(pretty.out, pretty.task.object("ContainerSpec"));
    pretty.logDriver();
    pretty.resources();
    if (!networks.isEmpty()) {
      pretty.line("Networks: " + String.join(" ", networks) + " ");
    }
    pretty.endpoint();
    ContainerPretty.appendHealth(pretty.out, pretty.task.object("ContainerSpec"));
    return pretty.out.append('\n').toString();
  }

  private void line(String text) {
    out.append('\n').append(text);
  }

  private void head() {
    line("ID:\t\t" + service.text("ID"));
    line("Name:\t\t" + spec.text("Name"));
    Map<String, String> labels = new TreeMap<>(spec.textMap("Labels"));
    if (!labels.isEmpty()) {
      line("Labels:");
      labels.forEach((key, value) -> line(" " + key + (value.isEmpty() ? "" : "=" + value)));
    }
    JsonObject mode = spec.object("Mode");
    line("Service Mode:");
    if (mode.has("Global")) {
      out.append("\tGlobal");
    } else if (mode.has("Replicated")) {
      out.append("\tReplicated");
      if (mode.object("Replicated").has("Replicas")) {
        line(" Replicas:\t" + mode.object("Replicated").number("Replicas"));
      }
      AutoscalePretty.append(out, service);
    } else if (mode.has("ReplicatedJob")) {
      out.append("\tReplicated job");
      line(" Completions:\t" + mode.object("ReplicatedJob").number("TotalCompletions"));
      line(" Concurrent:\t" + mode.object("ReplicatedJob").number("MaxConcurrent"));
    } else if (mode.has("GlobalJob")) {
      out.append("\tGlobal job");
    }
  }

  private void updateStatus() {
    JsonObject status = service.object("UpdateStatus");
    if (status.text("State").isEmpty()) {
      return;
    }
    line("UpdateStatus:");
    line(" State:\t\t" + status.text("State"));
    if (status.has("StartedAt")) {
      line(" Started:\t" + Ages.goTime(status.text("StartedAt")).toLowerCase(Locale.ROOT));
    }
    if (status.text("State").equals("completed") && status.has("CompletedAt")) {
      line(" Completed:\t" + Ages.goTime(status.text("CompletedAt")).toLowerCase(Locale.ROOT));
    }
    line(" Message:\t" + status.text("Message"));
  }

  private void rebalanceStatus() {
    JsonObject status = service.object("RebalanceStatus");
    if (status.text("State").isEmpty()) {
      return;
    }
    line("RebalanceStatus:");
    line(" State:\t\t" + status.text("State"));
    line(" Started:\t" + Ages.goTime(status.text("StartedAt")).toLowerCase(Locale.ROOT));
    line(" Moves:\t\t" + status.number("Moves"));
    for (JsonObject stayed : status.objects("Stayed")) {
      line(" Stayed:\tslot " + stayed.number("Slot") + ", " + stayed.text("Reason"));
    }
  }

  private void placement() {
    JsonObject placement = task.object("Placement");
    line("Placement:");
    List<String> constraints = placement.texts("Constraints");
    if (!constraints.isEmpty()) {
      line(" Constraints:\t[" + String.join(" ", constraints) + "]");
    }
    List<String> preferences =
        placement.objects("Preferences").stream()
            .map(preference -> "spread=" + preference.object("Spread").text("SpreadDescriptor"))
            .toList();
    if (!preferences.isEmpty()) {
      line(" Preferences:   [" + String.join(" ", preferences) + "]");
    }
    if (placement.number("MaxReplicas") > 0) {
      line(" Max Replicas Per Node:   " + placement.number("MaxReplicas"));
    }
    if (!placement.text("VolumeAffinity").isEmpty()) {
      line(" Volume Affinity:\t" + placement.text("VolumeAffinity"));
    }
    if (!placement.text("Rebalance").isEmpty()) {
      line(" Rebalance:\t" + placement.text("Rebalance"));
    }
  }

  private void rollOut(String field, String name) {
    if (!spec.has(field)) {
      return;
    }
    JsonObject config = spec.object(field);
    line(field + ":");
    line(" Parallelism:\t" + config.number("Parallelism"));
    if (config.number("Delay") > 0) {
      line(" Delay:\t\t" + GoDuration.format(config.number("Delay")));
    }
    line(" On failure:\t" + config.text("FailureAction"));
    if (config.number("Monitor") > 0) {
      line(" Monitoring Period: " + GoDuration.format(config.number("Monitor")));
    }
    line(" Max failure ratio: " + number(config.get("MaxFailureRatio")));
    line(String.format(" %-18s %s", name + " order:", config.text("Order")));
  }

  private static String number(@Nullable Object number) {
    return number instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(number == null ? 0 : number);
  }

  private void logDriver() {
    JsonObject driver = task.object("LogDriver");
    if (driver.isEmpty()) {
      return;
    }
    line("Log Driver:");
    if (driver.has("Name")) {
      line(" Name:\t\t" + driver.text("Name"));
    }
    Map<String, String> options = new TreeMap<>(driver.textMap("Options"));
    if (!options.isEmpty()) {
      line(" LogOpts:");
      options.forEach(
          (key, value) -> line("  " + key + (value.isEmpty() ? "" : ":       " + value)));
    }
    out.append('\n');
  }

  private void resources() {
    JsonObject resources = task.object("Resources");
    JsonObject reserved = resources.object("Reservations");
    JsonObject limits = resources.object("Limits");
    boolean reserves = reserved.number("NanoCPUs") > 0 || reserved.number("MemoryBytes") > 0;
    boolean bounds =
        limits.number("NanoCPUs") > 0
            || limits.number("MemoryBytes") > 0
            || limits.number("Pids") > 0;
    if (!resources.isEmpty()) {
      line("Resources:");
    }
    if (reserves) {
      line(" Reservations:");
      amounts(reserved);
    }
    if (bounds) {
      line(" Limits:");
      amounts(limits);
    }
    if (limits.number("Pids") > 0) {
      line("  PIDs:\t\t" + limits.number("Pids"));
    }
  }

  private void amounts(JsonObject amounts) {
    if (amounts.number("NanoCPUs") > 0) {
      BigDecimal cpus = BigDecimal.valueOf(amounts.number("NanoCPUs"), 9);
      line("  CPU:\t\t" + cpus.stripTrailingZeros().toPlainString());
    }
    if (amounts.number("MemoryBytes") > 0) {
      line("  Memory:\t" + Sizes.binary(amounts.number("MemoryBytes")));
    }
  }

  private void endpoint() {
    line("Endpoint Mode:\t" + spec.object("EndpointSpec").text("Mode"));
    List<JsonObject> ports = service.object("Endpoint").objects("Ports");
    if (ports.isEmpty()) {
      return;
    }
    line("Ports:");
    for (JsonObject port : ports) {
      line(" PublishedPort = " + port.number("PublishedPort"));
      line("  Protocol = " + port.text("Protocol"));
      line("  TargetPort = " + port.number("TargetPort"));
      line("  PublishMode = " + port.text("PublishMode"));
      if (port.has("HostIp")) {
        line("  HostIp = " + port.text("HostIp"));
      }
    }
    out.append(' ');
  }
}
