/**
 * The node daemon {@code jswarmd}: its command line and configuration file, and the wiring of
 * engine, node and API into one process. Start with {@link io.jswarm.daemon.Jswarmd}; {@link
 * io.jswarm.daemon.Daemon} shows what is made in which order.
 */
@NullMarked
package io.jswarm.daemon;

import org.jspecify.annotations.NullMarked;
