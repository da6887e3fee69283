/**
 * The control port (2377/tcp by default): one gRPC server over TLS 1.3 for everything nodes say to
 * a manager. {@link io.jswarm.manager.port.Callers} knows who calls; only the certificate
 * authority's methods are open to a caller without a certificate. What the methods do lives with
 * their subjects.
 */
@NullMarked
package io.jswarm.manager.port;

import org.jspecify.annotations.NullMarked;
