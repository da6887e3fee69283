package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * A number of tasks kept running; absent means one.
 *
 * @param autoscale ours (docs/adr/030): that managers choose the number by the tasks' load; absent
 *     when only users do
 */
@OmitEmpty
public record ReplicatedService(@Nullable Long replicas, @Nullable Autoscale autoscale) {}
