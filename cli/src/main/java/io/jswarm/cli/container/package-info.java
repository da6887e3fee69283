/** {@code jswarm container ...}: what this node runs; a container is the shape of a task here. */
@NullMarked
package io.jswarm.cli.container;

import org.jspecify.annotations.NullMarked;
