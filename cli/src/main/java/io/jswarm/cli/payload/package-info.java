/**
 * {@code jswarm secret ...} and {@code jswarm config ...}, which are the same commands for two
 * {@link io.jswarm.cli.payload.Noun}s: Docker's, and our {@code rotate}.
 */
@NullMarked
package io.jswarm.cli.payload;

import org.jspecify.annotations.NullMarked;
