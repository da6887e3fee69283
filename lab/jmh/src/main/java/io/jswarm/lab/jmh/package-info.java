/**
 * Pure parts of the cluster under JMH: how long the scheduler needs for clusters of up to 100,000
 * nodes. Not part of the build; {@code lab/bench jmh} builds and runs it. What is measured with
 * processes, disks and networks is in {@code lab.bench}.
 */
@NullMarked
package io.jswarm.lab.jmh;

import org.jspecify.annotations.NullMarked;
