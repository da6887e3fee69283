/**
 * The Docker Engine API of a node: one class per group of routes, and the ports they need.
 *
 * <p>Reads are answered from an image of the cluster ({@link io.jswarm.daemon.rest.ClusterReads}),
 * writes are handed on as commands ({@link io.jswarm.daemon.rest.ClusterWrites}); this node's own
 * part comes from {@link io.jswarm.daemon.rest.NodeLife} and {@link
 * io.jswarm.daemon.rest.LocalNode}. What is stored becomes what is shown in one step, {@link
 * io.jswarm.daemon.rest.Shown}; refusals become statuses in one table, {@link
 * io.jswarm.daemon.rest.Refusals}. Nothing here decides what the cluster does. Start reading at
 * {@link io.jswarm.daemon.rest.Api}.
 */
@NullMarked
package io.jswarm.daemon.rest;

import org.jspecify.annotations.NullMarked;
