/**
 * Scenarios as data: the steps of one are commands as typed into Docker's client, faults, waiting
 * for something that has to come, and looks at what became of it. Start at {@link
 * io.jswarm.lab.sidebyside.script.Steps}, the words they are written in. Nothing here knows which
 * cluster plays, nor what it ought to answer: the other cluster says that.
 */
@NullMarked
package io.jswarm.lab.sidebyside.script;

import org.jspecify.annotations.NullMarked;
