/**
 * Who leads, and how to reach it. {@link io.jswarm.manager.leadership.WritePath} brings a command
 * to whoever leads, {@link io.jswarm.manager.leadership.ReadPath} reads an image that is no older
 * than the question, {@link io.jswarm.manager.leadership.Leader} knows who it is at the moment.
 */
@NullMarked
package io.jswarm.manager.leadership;

import org.jspecify.annotations.NullMarked;
