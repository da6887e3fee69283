/**
 * The volumes of this node: directories with names that outlive the containers that mount them, and
 * what their driver {@code local} mounts into them. Each is a folder with its record on disk; who
 * uses one is asked of the engine. Nothing here knows images or bundles, and what a volume holds is
 * never taken for trusted. Start at {@link io.jswarm.worker.volume.VolumeStore}.
 */
@NullMarked
package io.jswarm.worker.volume;

import org.jspecify.annotations.NullMarked;
