/**
 * The yardstick: a lab whose hosts run real Docker Engines as one real Swarm, behind the same verbs
 * as ours, so that a benchmark asks both the same questions on the same machine.
 */
@NullMarked
package io.jswarm.lab.anchor;

import org.jspecify.annotations.NullMarked;
