/**
 * This node's part in a cluster: {@link io.jswarm.daemon.node.NodeSupervisor} takes it through
 * init, join, leave, promotion and demotion, starts what its role needs, and brings it back after a
 * restart. Addresses are chosen in {@link io.jswarm.daemon.node.Addresses}, certificates fetched by
 * {@link io.jswarm.daemon.node.CaClient}, what must survive a restart is in {@link
 * io.jswarm.daemon.node.NodeFiles}. Nothing here knows of tasks or HTTP.
 */
@NullMarked
package io.jswarm.daemon.node;

import org.jspecify.annotations.NullMarked;
