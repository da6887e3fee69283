package io.jswarm.api.model;

import java.time.Instant;

/**
 * Why a task exists when it replaces one that stopped by itself. Ours; never shown to clients.
 *
 * @param failures how many runs in a row ended early before it, counted in its slot
 * @param notBefore when it may start, in the cluster's time
 */
public record TaskRestart(int failures, Instant notBefore) {}
