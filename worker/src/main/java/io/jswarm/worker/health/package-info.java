/**
 * Whether containers are well. {@link io.jswarm.worker.health.HealthCourse} decides, from what
 * probes have shown so far, when to probe next and what follows: pure, the time is an argument.
 * {@link io.jswarm.worker.health.HealthWatch} has the engine run the probes. What is done about a
 * container that is not well is up to {@link io.jswarm.worker.task.TaskController}.
 */
@NullMarked
package io.jswarm.worker.health;

import org.jspecify.annotations.NullMarked;
