/**
 * Who belongs to the cluster and who takes part in Raft. {@link
 * io.jswarm.manager.membership.CaService} gives certificates to those who show a token or a
 * certificate; {@link io.jswarm.manager.membership.MembershipService} lets managers into and out of
 * the log; {@link io.jswarm.manager.membership.RoleReconciler} takes out who is not to be in it, as
 * {@link io.jswarm.manager.membership.RoleDecision} says. What a certificate may say is decided in
 * {@code manager.ca}.
 */
@NullMarked
package io.jswarm.manager.membership;

import org.jspecify.annotations.NullMarked;
