package io.jswarm.cli.task;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import java.time.Duration;
import java.time.Instant;

/**
 * The table of where the time of each task's start went, in milliseconds: when its node had
 * accepted it, after its creation; its states, after that; and how long each step of the engine
 * took. The first is a difference between the clocks of two nodes.
 */
final class Timings {
  static final Listing TABLE =
      Listing.of(
          12,
          "ID",
          "ID",
          "Name",
          "NAME",
          "Node",
          "NODE",
          "Accepted",
          "ACCEPTED",
          "Preparing",
          "PREPARING",
          "Ready",
          "READY",
          "Starting",
          "STARTING",
          "Running",
          "RUNNING",
          "Mount",
          "MOUNT",
          "Bundle",
          "BUNDLE",
          "Create",
          "CREATE",
          "Start",
          "START");

  private static final String[] MEASURED = {
    "Preparing", "Ready", "Starting", "Running", "Mount", "Bundle", "Create", "Start"
  };

  private Timings() {}

  /** Adds a task's times to its row; empty for a task that has not run, or was taken over. */
  static void add(Row row, JsonObject task) {
    JsonObject timings = task.object("Status").object("Timings");
    Instant created = Ages.instant(task.text("CreatedAt"));
    Instant accepted = Ages.instant(timings.text("Accepted"));
    boolean known = created != null && accepted != null;
    row.with("Accepted", known ? "+" + Duration.between(created, accepted).toMillis() : "");
    for (String name : MEASURED) {
      row.with(name, known ? Long.toString(timings.number(name)) : "");
    }
  }
}
