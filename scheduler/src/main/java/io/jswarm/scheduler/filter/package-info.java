/**
 * Why a node may not run a task: each reason is one small class that can tell whether it matters
 * for a task, whether a node passes, and, in Swarm's words, what to say of the nodes that did not.
 * {@link io.jswarm.scheduler.filter.Pipeline} holds them in order. A filter only answers; it
 * neither chooses nor counts.
 */
@NullMarked
package io.jswarm.scheduler.filter;

import org.jspecify.annotations.NullMarked;
