/**
 * The port through which a worker runs containers, and the records that cross it. {@link
 * io.jswarm.worker.engine.Engine} has two implementations: {@code oci} drives an OCI runtime and
 * conmon, {@code sim} runs nothing and only keeps appearances, for tests and for scale. Nothing
 * here decides what should run; start reading at the port.
 */
@NullMarked
package io.jswarm.worker.engine;

import org.jspecify.annotations.NullMarked;
