/**
 * {@code jswarm swarm ...}: making, joining and leaving a swarm, its settings, tokens, keys and CA.
 */
@NullMarked
package io.jswarm.cli.swarm;

import org.jspecify.annotations.NullMarked;
