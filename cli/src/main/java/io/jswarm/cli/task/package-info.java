/**
 * Tasks as people read them: names for ids, the history of a slot as a tree, and the table that
 * {@code service ps} and {@code node ps} share.
 */
@NullMarked
package io.jswarm.cli.task;

import org.jspecify.annotations.NullMarked;
