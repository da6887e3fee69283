/**
 * Real clusters while things break: clients write and read through all managers, a {@link
 * io.jswarm.lab.faults.Scenario} hurts the hosts, and afterwards the history must be linearizable,
 * every manager must show the same, and no slot may have two containers. A short list of scenarios
 * runs in every {@code ./check}, all of them in {@code ./check --faults}. Start at {@link
 * io.jswarm.lab.faults.FaultsIT}.
 */
@NullMarked
package io.jswarm.lab.faults;

import org.jspecify.annotations.NullMarked;
