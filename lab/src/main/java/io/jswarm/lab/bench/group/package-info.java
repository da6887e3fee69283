/**
 * What is measured: one class per group, each with the definitions of its figures. A {@link
 * io.jswarm.lab.bench.group.Group} takes its samples from whichever cluster it is given, and leaves
 * that cluster as it found it: settled and without services.
 */
@NullMarked
package io.jswarm.lab.bench.group;

import org.jspecify.annotations.NullMarked;
