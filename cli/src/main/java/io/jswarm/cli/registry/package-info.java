/**
 * {@code jswarm login} and {@code logout}, and what other commands show to registries. Logins are
 * where Docker's clients keep them: in {@code config.json}, or with the programs it names. They are
 * never arguments of a program.
 */
@NullMarked
package io.jswarm.cli.registry;

import org.jspecify.annotations.NullMarked;
