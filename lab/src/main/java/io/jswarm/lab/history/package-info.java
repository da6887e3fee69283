/**
 * Whether what clients saw can have happened. A {@link io.jswarm.lab.history.Recorder} notes what
 * concurrent clients asked of services and were told, and when; {@link
 * io.jswarm.lab.history.Linearizability} looks for one order of all of it that a single service
 * book, asked by one client at a time, could have produced. Pure but for the recorder's clock;
 * nothing here knows how the questions reach a daemon.
 */
@NullMarked
package io.jswarm.lab.history;

import org.jspecify.annotations.NullMarked;
