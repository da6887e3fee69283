/**
 * A node's data path by itself, for benchmarks: the same code as in the daemon, told of a cluster
 * that need not be there. {@link io.jswarm.lab.bench.node.LoneNode} runs inside a host and does as
 * it is told on its standard input; {@link io.jswarm.lab.bench.node.NodeProcess} is its other end;
 * {@link io.jswarm.lab.bench.node.LoneFacts} makes the cluster up.
 */
@NullMarked
package io.jswarm.lab.bench.node;

import org.jspecify.annotations.NullMarked;
