/** Commands about the daemon itself, and the raw connection to it. */
@NullMarked
package io.jswarm.cli.system;

import org.jspecify.annotations.NullMarked;
