/**
 * The language of placement constraints, such as {@code node.labels.zone == east}: reading it, with
 * Swarm's words for what is wrong, and holding it against a node. Also used where a service is
 * created or updated, to refuse what cannot be read.
 */
@NullMarked
package io.jswarm.scheduler.constraint;

import org.jspecify.annotations.NullMarked;
