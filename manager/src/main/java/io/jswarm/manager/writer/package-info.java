/**
 * The single writer of the cluster. On the leader one loop takes what waits (commands, task
 * statuses, node observations, timers), turns it into one round on a draft of the last applied
 * image, proposes that as one log entry, and answers its callers when the round has been applied.
 * {@link io.jswarm.manager.writer.WriterCore} decides and is pure; {@link
 * io.jswarm.manager.writer.Writer} gives it a thread, a clock and the log.
 */
@NullMarked
package io.jswarm.manager.writer;

import org.jspecify.annotations.NullMarked;
