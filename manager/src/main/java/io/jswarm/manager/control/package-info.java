/**
 * What a command means: each is checked against the {@link io.jswarm.manager.orchestration.Turn}
 * and either refused with a sentence, in Docker's words where clients know them, or turned into
 * changes. Start with {@link CommandExecutor}. Pure: no clock, no thread, no socket; ids and
 * secrets come from the turn.
 */
@NullMarked
package io.jswarm.manager.control;

import org.jspecify.annotations.NullMarked;
