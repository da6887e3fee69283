/**
 * The writes of a cluster as values: what a caller asks ({@link io.jswarm.api.command.Command}), in
 * the envelope that makes it exactly-once ({@link io.jswarm.api.command.Request}), and what became
 * of it ({@link io.jswarm.api.command.CommandResult}). A manager that is not the leader forwards
 * them as they are. Nothing here decides anything.
 */
@NullMarked
package io.jswarm.api.command;

import org.jspecify.annotations.NullMarked;
