/**
 * Text for people: tables with tab stops, ages, sizes, durations and shortened ids, laid out
 * exactly as Docker's CLI does so that scripts that cut columns keep working. Pure.
 */
@NullMarked
package io.jswarm.cli.text;

import org.jspecify.annotations.NullMarked;
