/** The replicated, encrypted, watchable memory of the cluster, on Apache Ratis. */
@NullMarked
package io.jswarm.raftstore;

import org.jspecify.annotations.NullMarked;
