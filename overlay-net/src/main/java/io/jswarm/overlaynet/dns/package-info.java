/**
 * The name server that containers ask: names of the services and containers of their own networks,
 * and the host's servers for everything else. {@link io.jswarm.overlaynet.dns.Answers} decides what
 * is answered, from {@link io.jswarm.overlaynet.dns.Names}; {@link
 * io.jswarm.overlaynet.dns.Resolver} has the sockets. No manager is ever asked: what counts is what
 * this node was told last.
 */
@NullMarked
package io.jswarm.overlaynet.dns;

import org.jspecify.annotations.NullMarked;
