package io.jswarm.lab.sim;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.Workload;
import java.util.List;

/** Jobs that are run every minute. */
final class ScheduleUsers {
  private static final List<String> CONCURRENCY =
      List.of(Schedule.FORBID, Schedule.REPLACE, Schedule.ALLOW);

  private ScheduleUsers() {}

  /**
   * Every third job gets a schedule, and services whose tasks end by themselves become such jobs.
   */
  static ServiceSpec scheduled(ServiceSpec spec, int number) {
    boolean isJob = spec.workload().isJob();
    boolean ends = endsByItself(spec) && spec.workload() instanceof Workload.Replicated;
    if (!(isJob && number % 3 == 1) && !ends) {
      return spec;
    }
    ServiceSpec job = isJob ? spec : asJob(spec);
    String concurrency = CONCURRENCY.get(number % CONCURRENCY.size());
    return bearable(
        job.withSchedule(Schedule.of("* * * * *").withConcurrency(concurrency).withHistory(2L)));
  }

  private static ServiceSpec asJob(ServiceSpec spec) {
    TaskSpec task = spec.taskTemplate();
    return spec.withMode(ServiceMode.ofReplicatedJob(2, 3))
        .withTaskTemplate(task.withPlacement(task.placementOrAnywhere().withRebalance("")))
        .withUpdateConfig(null)
        .withRollbackConfig(null);
  }

  private static boolean endsByItself(ServiceSpec spec) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    return container != null && container.image().equals("ending");
  }

  /** Now and then it is suspended, or no more. */
  static ServiceSpec suspended(ServiceSpec spec, int number) {
    Schedule schedule = spec.schedule();
    return schedule == null || number % 4 != 0
        ? spec
        : spec.withSchedule(schedule.withSuspended(!schedule.suspended()));
  }

  /** Runs that never end do not overlap: there would be more of them than nodes can take. */
  static ServiceSpec bearable(ServiceSpec spec) {
    Schedule schedule = spec.schedule();
    if (schedule == null || !schedule.concurrencyOrDefault().equals(Schedule.ALLOW)) {
      return spec;
    }
    return endsByItself(spec) && !spec.taskTemplate().fence()
        ? spec
        : spec.withSchedule(schedule.withConcurrency(Schedule.REPLACE));
  }
}
