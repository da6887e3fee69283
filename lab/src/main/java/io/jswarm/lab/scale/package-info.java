/**
 * Measures how a cluster's cost grows with its nodes: {@link io.jswarm.lab.scale.Trial} takes one
 * size through joins, a deploy, rest and the loss of the leader, and {@link
 * io.jswarm.lab.scale.Page} sets the sizes side by side. The nodes are {@link
 * io.jswarm.lab.fleet}'s; the managers are real daemons on hosts of their own. Start at {@link
 * io.jswarm.lab.scale.Scale}.
 */
@NullMarked
package io.jswarm.lab.scale;

import org.jspecify.annotations.NullMarked;
