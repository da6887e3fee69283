/**
 * HTTP/1.1 to one daemon over its unix socket, as lean as a load generator needs it: what is
 * measured is the daemon. Start at {@link io.jswarm.lab.wire.HttpConnection}, which keeps its
 * connection, or at {@link io.jswarm.lab.wire.Engine}, which makes one per call and gives up in
 * time. Nothing here knows what a cluster is.
 */
@NullMarked
package io.jswarm.lab.wire;

import org.jspecify.annotations.NullMarked;
