/** Which node runs which task, and why not the others. */
@NullMarked
package io.jswarm.scheduler;

import org.jspecify.annotations.NullMarked;
