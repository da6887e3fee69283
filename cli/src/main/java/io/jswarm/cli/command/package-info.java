/**
 * What every command is made of: its synopsis, its flags (pflag's rules, as Docker's CLI has them),
 * the invocation it runs with, and the two ways to fail: usage (exit 125) and refusal (exit 1). No
 * command lives here.
 */
@NullMarked
package io.jswarm.cli.command;

import org.jspecify.annotations.NullMarked;
