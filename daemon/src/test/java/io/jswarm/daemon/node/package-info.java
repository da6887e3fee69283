/** Tests of the node's way into and out of clusters. */
@NullMarked
package io.jswarm.daemon.node;

import org.jspecify.annotations.NullMarked;
