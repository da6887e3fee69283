/**
 * Whole clusters of real daemons and real containers on the lab's hosts, asked through the command
 * lines users have. A class makes its lab once and removes it without remains, also when a test
 * fails; the daemons' logs are kept in {@code lab/target/host-logs}. Nothing here knows how a
 * daemon works inside.
 */
@NullMarked
package io.jswarm.lab.e2e;

import org.jspecify.annotations.NullMarked;
