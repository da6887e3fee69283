/**
 * Values of flags: from what the user typed to the JSON the API wants (mounts, ports, secrets,
 * sizes, durations). Pure but for reading a named file; a bad value is an {@link
 * IllegalArgumentException} whose message says what would be right.
 */
@NullMarked
package io.jswarm.cli.option;

import org.jspecify.annotations.NullMarked;
