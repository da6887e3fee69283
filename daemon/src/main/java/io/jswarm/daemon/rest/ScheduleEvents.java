package io.jswarm.daemon.rest;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to the runs of a job on a schedule between two images. Pure. */
final class ScheduleEvents {
  private ScheduleEvents() {}

  /**
   * One thing that happened.
   *
   * @param action {@code schedule_run}, {@code schedule_end} or {@code schedule_skip}
   */
  record Happening(String action, Map<String, String> attributes) {}

  /** What happened, the runs in their order and then what was left out. */
  static List<Happening> between(@Nullable Service was, @Nullable Service is) {
    ScheduleStatus now = status(is);
    JobStatus before = was == null ? null : was.jobStatus();
    if (is == null || now == null || before == null) {
      return List.of();
    }
    String name = is.spec().name();
    ScheduleStatus then = status(was);
    List<Happening> happenings = new ArrayList<>();
    for (JobRun run : now.runs()) {
      long iteration = run.jobIteration().index();
      if (iteration > before.jobIteration().index()) {
        happenings.add(new Happening("schedule_run", of(name, run)));
      }
      if (!run.underWay() && (then == null || !endedIn(then, iteration))) {
        Map<String, String> attributes = of(name, run);
        attributes.put("state", run.state().text());
        attributes.put("message", run.message());
        happenings.add(new Happening("schedule_end", attributes));
      }
    }
    Instant skipped = now.lastSkipped();
    if (skipped != null && !Objects.equals(skipped, then == null ? null : then.lastSkipped())) {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("name", name);
      attributes.put("due", skipped.toString());
      attributes.put("reason", now.skipReason());
      happenings.add(new Happening("schedule_skip", attributes));
    }
    return happenings;
  }

  private static boolean endedIn(ScheduleStatus status, long iteration) {
    return status.runs().stream()
        .anyMatch(run -> run.jobIteration().index() == iteration && !run.underWay());
  }

  private static Map<String, String> of(String name, JobRun run) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", name);
    attributes.put("run", Long.toString(run.jobIteration().index()));
    Instant due = run.due();
    if (due != null) {
      attributes.put("due", due.toString());
    }
    return attributes;
  }

  private static @Nullable ScheduleStatus status(@Nullable Service service) {
    JobStatus job = service == null ? null : service.jobStatus();
    return job == null ? null : job.schedule();
  }
}
