/**
 * Which addresses there are and who has them: prefixes, the subnets of a network, the blocks its
 * nodes own, and the next address that is free. Pure: no clock, no chance, no thread, no socket.
 * Start with {@link io.jswarm.overlaynet.ipam.Prefix4}.
 */
@NullMarked
package io.jswarm.overlaynet.ipam;

import org.jspecify.annotations.NullMarked;
