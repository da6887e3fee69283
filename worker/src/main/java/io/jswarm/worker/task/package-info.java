/**
 * The life of one task on its node. {@link io.jswarm.worker.task.TaskController} decides, as a pure
 * state machine, what the engine should do next and what to report, from {@code Preparation} over
 * {@code Run} to {@code Removal}; {@link io.jswarm.worker.task.ContainerPlans} turns a task into
 * the container the engine makes. Nothing here reads a clock, waits or touches the engine: results
 * come in as {@link io.jswarm.worker.task.TaskInput}, wishes go out as {@link
 * io.jswarm.worker.task.TaskEffect}.
 */
@NullMarked
package io.jswarm.worker.task;

import org.jspecify.annotations.NullMarked;
