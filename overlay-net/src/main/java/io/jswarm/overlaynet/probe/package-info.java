/**
 * Whether packets get from this node to its peers the way containers' packets go: small ones, and
 * ones as large as a container may send. {@link io.jswarm.overlaynet.probe.PathWatch} decides, with
 * neither clock nor socket; {@link io.jswarm.overlaynet.probe.Prober} sends and listens. What
 * becomes of the verdicts is others' to say.
 */
@NullMarked
package io.jswarm.overlaynet.probe;

import org.jspecify.annotations.NullMarked;
