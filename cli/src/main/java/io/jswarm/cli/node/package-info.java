/** {@code jswarm node ...}: the hosts of the swarm. */
@NullMarked
package io.jswarm.cli.node;

import org.jspecify.annotations.NullMarked;
