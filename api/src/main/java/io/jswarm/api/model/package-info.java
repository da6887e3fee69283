/**
 * The Docker Engine API's Swarm model as records, in Docker's own JSON shapes: one record per
 * concept, kept in the log, sent to workers and returned to clients. Absence is written as Go
 * writes it: an empty string, a zero and an empty list are absent, and only what Docker has as a
 * pointer can be {@code null}. What a client may get wrong stays a string and is judged by the
 * manager; sealed views ({@link io.jswarm.api.model.Workload}) and {@link
 * io.jswarm.api.model.Defaults} say what it means. Nothing that acts lives here. Start with {@link
 * io.jswarm.api.model.Service}, {@link io.jswarm.api.model.Task} and {@link
 * io.jswarm.api.model.Node}.
 */
@NullMarked
package io.jswarm.api.model;

import org.jspecify.annotations.NullMarked;
