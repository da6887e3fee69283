/** A writer on a bench: what tests of the writer, the deciders and the commands share. */
@NullMarked
package io.jswarm.manager.bench;

import org.jspecify.annotations.NullMarked;
