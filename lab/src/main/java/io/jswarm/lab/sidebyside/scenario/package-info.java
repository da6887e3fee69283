/**
 * What is played, a class per group. A scenario has one outcome on one kind of cluster: nothing in
 * it depends on which node or slot comes first, or on how fast the machine is. Start at {@link
 * io.jswarm.lab.sidebyside.scenario.Scenarios}.
 */
@NullMarked
package io.jswarm.lab.sidebyside.scenario;

import org.jspecify.annotations.NullMarked;
