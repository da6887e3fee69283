/**
 * Hand-made histories, good and bad, for the checker: what it must accept, what it must not, and
 * generated ones from a register that is known to be sound.
 */
@NullMarked
package io.jswarm.lab.history;

import org.jspecify.annotations.NullMarked;
