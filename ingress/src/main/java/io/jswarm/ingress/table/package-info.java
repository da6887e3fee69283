/**
 * The rules of a node for what is published and what leaves the cluster: who may pass, where a
 * connection to a published port goes, and how its answers find back, so that containers see who
 * really calls. Start at {@link io.jswarm.ingress.table.HostRules}. Pure; the text is run by {@code
 * overlaynet.kernel}.
 */
@NullMarked
package io.jswarm.ingress.table;

import org.jspecify.annotations.NullMarked;
