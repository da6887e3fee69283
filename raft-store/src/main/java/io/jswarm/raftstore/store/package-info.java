/**
 * The watchable memory of one manager: what the log has made of the image.
 *
 * <p>{@link io.jswarm.raftstore.store.ClusterStore} opens entries, applies rounds, keeps the last
 * rounds for watchers and writes snapshots. It has no thread of its own and calls back inline, so a
 * simulation can drive it in one thread. Reading {@link
 * io.jswarm.raftstore.store.ClusterStore#image()} never waits.
 */
@NullMarked
package io.jswarm.raftstore.store;

import org.jspecify.annotations.NullMarked;
