/**
 * What the cluster should do next, as pure functions: which tasks a service needs ({@link
 * ReplicaReconciler} for numbered slots, {@link NodeReconciler} for one on each node, {@link
 * JobReconciler} for those that end), when a job is run again ({@link ScheduledJob}), what replaces
 * a task that stopped ({@link Restarts}), how a changed spec rolls out ({@link RollOut}), when a
 * waiting task may start ({@link Promotion}), what is kept of the past ({@link Reaper}), which node
 * takes a task ({@link Placer}), which running task moves to an emptier one ({@link Rebalancing}).
 * They read a {@link Turn} and add changes to it; {@link Deciders} runs them in a fixed order. No
 * clock, no thread, no randomness but the ids they are given.
 */
@NullMarked
package io.jswarm.manager.orchestration;

import org.jspecify.annotations.NullMarked;
