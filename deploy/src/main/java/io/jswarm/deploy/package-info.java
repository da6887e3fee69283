/** Compose files to service specs, stacks, and fleets over SSH. */
@NullMarked
package io.jswarm.deploy;

import org.jspecify.annotations.NullMarked;
