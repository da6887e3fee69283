/**
 * Who gets a certificate, and as what: decided on the leader from the cluster's state.
 *
 * <p>{@link io.jswarm.manager.ca.CertificateAuthority} takes state and request as arguments and
 * answers with a certificate or a reason; it reads no store, keeps nothing and asks no clock.
 * Recording the node, pushing the answer and proving a new manager's address happen in {@code
 * membership} and {@code dispatch}.
 */
@NullMarked
package io.jswarm.manager.ca;

import org.jspecify.annotations.NullMarked;
