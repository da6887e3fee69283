/**
 * What containers have written: the query, the frames of the two streams on one connection, and the
 * details a swarm puts in front of each line.
 */
@NullMarked
package io.jswarm.cli.logs;

import org.jspecify.annotations.NullMarked;
