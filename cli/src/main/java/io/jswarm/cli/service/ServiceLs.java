package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.service.spec.Schedules;
import io.jswarm.cli.service.spec.ServiceModes;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code service ls}. */
public final class ServiceLs implements Command {
  private static final Listing SERVICES =
      Listing.of(
          6,
          "ID",
          "ID",
          "Name",
          "NAME",
          "Mode",
          "MODE",
          "Replicas",
          "REPLICAS",
          "Image",
          "IMAGE",
          "Ports",
          "PORTS");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("List services, and how many of their tasks run.");
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only services that match, such as name=web", "Print ids only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Request request = Request.get("/services").query("status", "true");
    List<JsonObject> services = call.client().objects(call.filtered(request));
    services.sort((a, b) -> Words.natural(name(a), name(b)));
    List<Row> rows = new ArrayList<>();
    for (JsonObject service : services) {
      rows.add(row(service));
    }
    SERVICES.print(call, "ID", rows);
    return 0;
  }

  private static String name(JsonObject service) {
    return service.object("Spec").text("Name");
  }

  private static Row row(JsonObject service) {
    JsonObject spec = service.object("Spec");
    String image = spec.object("TaskTemplate").object("ContainerSpec").text("Image");
    return new Row()
        .with("ID", Words.shortId(service.text("ID")))
        .with("Name", name(service))
        .with("Mode", mode(spec))
        .with("Replicas", replicas(service, spec))
        .with("Image", Words.imageWithoutDigest(image))
        .with("Ports", PublishedPorts.text(service.object("Endpoint").objects("Ports")));
  }

  /** With the times of a job on a schedule. */
  private static String mode(JsonObject spec) {
    JsonObject schedule = Schedules.of(spec);
    if (schedule.isEmpty()) {
      return ServiceModes.name(spec);
    }
    String suspended = schedule.flag("Suspended") ? ", suspended" : "";
    return ServiceModes.name(spec) + " (" + schedule.text("Cron") + suspended + ")";
  }

  private static String replicas(JsonObject service, JsonObject spec) {
    JsonObject status = service.object("ServiceStatus");
    long desired = status.number("DesiredTasks");
    long completed = status.number("CompletedTasks");
    String text = status.number("RunningTasks") + "/" + desired;
    return switch (ServiceModes.name(spec)) {
      case "replicated job" -> {
        long total = spec.object("Mode").object("ReplicatedJob").number("TotalCompletions");
        yield text + " (" + completed + "/" + total + " completed)";
      }
      case "global job" -> text + " (" + completed + "/" + (desired + completed) + " completed)";
      case "replicated" -> {
        long most = spec.object("TaskTemplate").object("Placement").number("MaxReplicas");
        String bounded = most > 0 ? text + " (max " + most + " per node)" : text;
        String autoscale = ServiceModes.autoscaleText(spec);
        yield autoscale.isEmpty() ? bounded : bounded + " (" + autoscale + ")";
      }
      default -> text;
    };
  }
}
