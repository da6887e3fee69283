/**
 * Many worker nodes in one process: each is a real agent that joins with a token, has a key,
 * certificate and TLS connection of its own and talks like any worker; only its engine is the
 * simulated one. Nothing here knows of hosts or measures a manager; start at {@link
 * io.jswarm.lab.fleet.Fleet}.
 */
@NullMarked
package io.jswarm.lab.fleet;

import org.jspecify.annotations.NullMarked;
