/**
 * Which node runs which task, and why not the others. {@link io.jswarm.scheduler.Scheduler} takes
 * the nodes with what runs on them and the tasks that wait, and returns decisions; it changes
 * nothing, draws no random numbers and knows no clock, so the same input always gives the same
 * placements. What a node must satisfy is in {@code filter}, how tasks are spread in {@code
 * spread}, the book of nodes in {@code node}, the language of constraints in {@code constraint}.
 * Writing a decision down is the manager's.
 */
@NullMarked
package io.jswarm.scheduler;

import org.jspecify.annotations.NullMarked;
