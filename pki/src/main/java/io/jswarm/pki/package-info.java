/** Cluster certificate authority, node certificates, join tokens, TLS contexts that reload. */
@NullMarked
package io.jswarm.pki;

import org.jspecify.annotations.NullMarked;
