/**
 * The state of the cluster as one immutable value, and the changes that lead from one to the next.
 *
 * <p>Pure: no clock, no chance, no thread, no file. {@link io.jswarm.raftstore.image.ClusterImage}
 * is the value, {@link io.jswarm.raftstore.image.Round} a numbered list of {@link
 * io.jswarm.raftstore.image.Change}s, {@link io.jswarm.raftstore.image.Draft} an image being
 * changed. Everything iterates in the order of ids, so that every manager does the same.
 */
@NullMarked
package io.jswarm.raftstore.image;

import org.jspecify.annotations.NullMarked;
