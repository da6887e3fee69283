/**
 * A dispatcher and agents with everything real between them: gRPC, TLS 1.3, the store; only the
 * containers are simulated. And both cores against each other under virtual time, by seeds.
 */
@NullMarked
package io.jswarm.lab.session;

import org.jspecify.annotations.NullMarked;
