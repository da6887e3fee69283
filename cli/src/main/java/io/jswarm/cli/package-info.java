/** Jswarm: one class per command, one folder per noun. */
@NullMarked
package io.jswarm.cli;

import org.jspecify.annotations.NullMarked;
