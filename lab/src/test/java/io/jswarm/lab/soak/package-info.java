/**
 * The soak: half an hour of random work and faults on five hosts, and the question what of it is
 * left. {@link io.jswarm.lab.soak.SoakCampaign} is run by {@code ./check --soak}; {@link
 * io.jswarm.lab.soak.Traffic} does things to the cluster, {@link io.jswarm.lab.soak.Gauges} are
 * what is counted on a host, {@link io.jswarm.lab.soak.Levels} judges whether it is flat.
 */
@NullMarked
package io.jswarm.lab.soak;

import org.jspecify.annotations.NullMarked;
