/**
 * What nodes must know to carry packets, as it follows from the cluster's image: which facts there
 * are, which topics each belongs to, and which topics a node hears of. Pure, and the same on every
 * manager, so that a new leader says what the one before said. Start at {@link
 * io.jswarm.manager.dispatch.facts.FactBook}; who was told what is no concern of this package.
 */
@NullMarked
package io.jswarm.manager.dispatch.facts;

import org.jspecify.annotations.NullMarked;
