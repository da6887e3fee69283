/**
 * The port to the replicated log: what the rest of the cluster may ask of Raft, and nothing of how
 * it is done.
 *
 * <p>Entries are opaque bytes here. {@link io.jswarm.raftstore.log.ReplicatedLog} is what callers
 * hold, {@link io.jswarm.raftstore.log.ReplicatedState} is what entries are applied to, {@link
 * io.jswarm.raftstore.log.LogEvents} hears of leadership and membership. There are two logs: the
 * one on Apache Ratis and a simulated one under virtual time. Nothing of Ratis may appear here.
 */
@NullMarked
package io.jswarm.raftstore.log;

import org.jspecify.annotations.NullMarked;
