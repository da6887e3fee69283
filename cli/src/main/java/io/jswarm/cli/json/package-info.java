/**
 * JSON as a tree that keeps what it does not know: a spec read from a manager goes back with every
 * field it came with. Hand-written because a streaming library on the start-up path costs about 40
 * ms of a command that should take 100. Nothing here knows what a service or a node is.
 */
@NullMarked
package io.jswarm.cli.json;

import org.jspecify.annotations.NullMarked;
