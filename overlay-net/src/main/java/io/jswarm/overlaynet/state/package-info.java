/**
 * What a network namespace holds, as values: links, addresses, routes, neighbours, forwarding
 * entries, policy rules and settings. Start at {@link io.jswarm.overlaynet.state.Entry}. Pure: what
 * should be there is decided in {@code overlaynet.plan}, what is there is read and changed by
 * {@code overlaynet.kernel}.
 */
@NullMarked
package io.jswarm.overlaynet.state;

import org.jspecify.annotations.NullMarked;
