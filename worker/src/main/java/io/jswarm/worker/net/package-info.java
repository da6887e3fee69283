/**
 * The node's part in the cluster's networks: what the agent tells it, what it gives to containers.
 * The port is {@link io.jswarm.worker.net.DataPath}; nothing here decides who gets which address.
 */
@NullMarked
package io.jswarm.worker.net;

import org.jspecify.annotations.NullMarked;
