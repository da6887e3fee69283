package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;

/** Words for tests of jobs on a schedule. */
final class ScheduleBench {
  private ScheduleBench() {}

  static JobStatus job(Bench bench, Service job) {
    return Bench.there("the job status", bench.service(job.id()).jobStatus());
  }

  static ScheduleStatus status(Bench bench, Service job) {
    return Bench.there("the status of the schedule", job(bench, job).schedule());
  }

  /** The newest run. */
  static JobRun lastRun(Bench bench, Service job) {
    return status(bench, job).runs().getLast();
  }

  static List<Task> ofRun(Bench bench, Service job, long run) {
    return bench.tasks(job, task -> new Version(run).equals(task.jobIteration()));
  }

  /** Time goes by, and nodes do as they are told. */
  static void pass(Bench bench, String time) {
    bench.pass(Duration.parse("PT" + time));
    bench.obey();
  }

  /** What runs comes to this end, and nodes do what follows. */
  static void all(Bench bench, Service job, TaskState end) {
    bench.running(job).forEach(task -> bench.report(task, end));
    bench.obey();
  }

  /** Somebody asks for a run now. */
  static ServiceSpec forced(ServiceSpec spec) {
    var task = spec.taskTemplate();
    return spec.withTaskTemplate(task.withForceUpdate(task.forceUpdate() + 1));
  }
}
