/**
 * What two processes must agree on: the Docker Engine API's model, task states, ids, RPC messages
 * and their codec.
 */
@NullMarked
package io.jswarm.api;

import org.jspecify.annotations.NullMarked;
