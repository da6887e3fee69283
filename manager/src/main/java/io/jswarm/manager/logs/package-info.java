/**
 * Task logs from the nodes that have them to the client that wants them. Nodes keep one log stream
 * to the leader; {@link io.jswarm.manager.logs.LogRouter} asks on it and hands what comes to the
 * one who follows. A manager that does not lead follows through the leader. Nothing is stored here.
 */
@NullMarked
package io.jswarm.manager.logs;

import org.jspecify.annotations.NullMarked;
