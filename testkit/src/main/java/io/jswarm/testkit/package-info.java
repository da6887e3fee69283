/**
 * What simulations and tests are made of: time that is turned by hand, a network that breaks, loops
 * with inboxes instead of threads, seeds, ids and traces. Nothing here knows the cluster; the
 * simulation of the whole control plane is the lab's.
 */
@NullMarked
package io.jswarm.testkit;

import org.jspecify.annotations.NullMarked;
