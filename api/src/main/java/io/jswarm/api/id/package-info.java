/**
 * Ids of cluster objects, in swarmkit's form: 25 characters of 0-9 and a-z. The source of
 * randomness is the caller's, so that a simulation mints the same ids from the same seed.
 */
@NullMarked
package io.jswarm.api.id;

import org.jspecify.annotations.NullMarked;
