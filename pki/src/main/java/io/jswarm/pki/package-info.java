/**
 * Who may speak in the cluster: its certificate authority, node certificates, join tokens and the
 * TLS managers that always use the newest identity.
 *
 * <p>{@link io.jswarm.pki.RootCa} signs, {@link io.jswarm.pki.NodeIdentity} is what a node holds,
 * {@link io.jswarm.pki.IdentityStore} keeps it on disk, {@link io.jswarm.pki.TlsIdentity} and
 * {@link io.jswarm.pki.JoinTls} put it behind TLS 1.3, and {@link io.jswarm.pki.PkiRefusal} lists
 * every reason for a no. Deciding who gets a certificate is the manager's job, talking over the
 * network the callers'; neither happens here. Clocks and random generators are arguments.
 */
@NullMarked
package io.jswarm.pki;

import org.jspecify.annotations.NullMarked;
