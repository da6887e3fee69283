/**
 * A cluster of three hosts on which scenarios are played, ours or Docker's behind the same verbs: a
 * client's commands, what the API shows of services and tasks, and the way back to an empty
 * cluster. Start at {@link io.jswarm.lab.sidebyside.stage.Stage}. Nothing here compares.
 */
@NullMarked
package io.jswarm.lab.sidebyside.stage;

import org.jspecify.annotations.NullMarked;
