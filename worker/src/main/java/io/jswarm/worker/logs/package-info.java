/**
 * Containers' logs: reading the file conmon writes, from its end or as it grows. Nothing here knows
 * engines or containers; start at {@link io.jswarm.worker.logs.ContainerLog}.
 */
@NullMarked
package io.jswarm.worker.logs;

import org.jspecify.annotations.NullMarked;
