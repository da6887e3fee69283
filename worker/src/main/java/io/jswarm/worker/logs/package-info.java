/**
 * Containers' logs: reading the file conmon writes, from the end or as it grows, and framing
 * entries as Docker's API does. Nothing here knows engines or containers; start at {@link
 * io.jswarm.worker.logs.ContainerLog}.
 */
@NullMarked
package io.jswarm.worker.logs;

import org.jspecify.annotations.NullMarked;
