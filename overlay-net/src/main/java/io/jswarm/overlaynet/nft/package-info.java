/**
 * Packet rules as values, and as the text that nft reads: a whole ruleset, or the one transaction
 * that leads from one to the next. Start at {@link io.jswarm.overlaynet.nft.Ruleset}. Pure: what
 * the rules say is decided in {@code overlaynet.balance} and {@code ingress.table}, and {@code
 * overlaynet.kernel} runs the text.
 */
@NullMarked
package io.jswarm.overlaynet.nft;

import org.jspecify.annotations.NullMarked;
