/**
 * The book of nodes: what each node offers and what the tasks on it have taken. {@link
 * io.jswarm.scheduler.node.NodeSet} is kept between rounds and told of every change of a node or
 * task, so that nothing is counted anew; a {@link io.jswarm.scheduler.node.NodeView} never changes.
 * {@link io.jswarm.scheduler.node.Demand} is what a waiting task asks for. Nothing here chooses.
 */
@NullMarked
package io.jswarm.scheduler.node;

import org.jspecify.annotations.NullMarked;
