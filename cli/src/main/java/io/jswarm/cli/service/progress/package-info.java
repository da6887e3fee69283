/**
 * Waiting until a service is what its spec says, and saying so truthfully. {@link
 * io.jswarm.cli.service.progress.Convergence} judges one look at the cluster after another and is
 * pure; {@link io.jswarm.cli.service.progress.Waiting} is the thin loop that looks.
 */
@NullMarked
package io.jswarm.cli.service.progress;

import org.jspecify.annotations.NullMarked;
