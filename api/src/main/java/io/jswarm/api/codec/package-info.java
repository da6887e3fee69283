/**
 * How model records become text and bytes: {@link io.jswarm.api.codec.Json} for clients, {@link
 * io.jswarm.api.codec.Cbor} for the log, snapshots and calls between nodes. Both follow the same
 * rules about what is left out, so a record survives any way through them, but for credentials of
 * registries, which JSON never has. No other code configures Jackson.
 */
@NullMarked
package io.jswarm.api.codec;

import org.jspecify.annotations.NullMarked;
