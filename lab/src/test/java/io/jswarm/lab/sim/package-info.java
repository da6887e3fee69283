/**
 * The whole control plane in one thread under virtual time: writers, deciders, dispatchers, agents
 * and task controllers as they are, between a simulated log, network, disks and engines. {@link
 * io.jswarm.lab.sim.SimCluster} is the world; {@link io.jswarm.lab.sim.Weather} breaks it and
 * {@link io.jswarm.lab.sim.Users} works on it; {@link io.jswarm.lab.sim.Ledger} holds every round
 * against what must always be true.
 */
@NullMarked
package io.jswarm.lab.sim;

import org.jspecify.annotations.NullMarked;
