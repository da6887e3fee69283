/**
 * A cluster of three managers and two workers as its users see it: calls of Docker's API, and
 * waiting by asking again until something holds. The same for ours and for Docker's, and with the
 * same definitions of running, settled and gone. Start at {@link
 * io.jswarm.lab.bench.cluster.Cluster}.
 */
@NullMarked
package io.jswarm.lab.bench.cluster;

import org.jspecify.annotations.NullMarked;
