/**
 * What a node's kernel should hold so that packets go where the cluster's facts say. {@link
 * io.jswarm.overlaynet.plan.Facts} and the {@link io.jswarm.overlaynet.plan.Join}s of this node's
 * containers lead to the entries of the host ({@link io.jswarm.overlaynet.plan.HostPlan}), of each
 * network's sandbox ({@link io.jswarm.overlaynet.plan.SandboxPlan}) and of each container ({@link
 * io.jswarm.overlaynet.plan.ContainerEnds}); {@link io.jswarm.overlaynet.plan.Diff} leads there
 * from what is there. Pure: no clock, file or socket, and only IP literals.
 */
@NullMarked
package io.jswarm.overlaynet.plan;

import org.jspecify.annotations.NullMarked;
