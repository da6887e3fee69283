/**
 * The whole control plane in one thread under virtual time: writers, deciders, dispatchers, agents
 * and task controllers as they are, between a simulated log, network, disks, clocks and engines.
 * {@link io.jswarm.lab.sim.SimCluster} is the world; {@link io.jswarm.lab.sim.Weather} breaks it
 * and {@link io.jswarm.lab.sim.Users} works on it.
 *
 * <p>What must always be true is said in a few places: {@link io.jswarm.lab.sim.Ledger} one history
 * for all managers, {@link io.jswarm.lab.sim.TaskRules} who may do what to a task and with which
 * resources, {@link io.jswarm.lab.sim.SlotRules} and {@link io.jswarm.lab.sim.Containers} one live
 * task per slot, in rounds and on hosts, {@link io.jswarm.lab.sim.AddressRules} one owner of each
 * address, {@link io.jswarm.lab.sim.DrainRules} and {@link io.jswarm.lab.sim.PauseRules} who is
 * waited for, {@link io.jswarm.lab.sim.PayloadRules} who knows a secret, {@link
 * io.jswarm.lab.sim.Answers} what users were told. {@link io.jswarm.lab.sim.Mutant} lists products
 * that are broken on purpose and must be found out.
 *
 * <p>A seed that fails is printed with the line that runs it again; it becomes a named test here
 * when the product has been mended.
 */
@NullMarked
package io.jswarm.lab.sim;

import org.jspecify.annotations.NullMarked;
