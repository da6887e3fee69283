/**
 * The HTTP server of a node: Netty over unix sockets and TCP, a virtual thread per request.
 *
 * <p>Knows HTTP/1.1, API version prefixes, streaming bodies in both directions and hijacked
 * connections; knows nothing of services, nodes or JSON shapes, which live in {@code daemon.rest}.
 * Start reading at {@link io.jswarm.daemon.http.HttpServer}; what a route does is a {@link
 * io.jswarm.daemon.http.Handler} from {@link io.jswarm.daemon.http.Request} to {@link
 * io.jswarm.daemon.http.Reply}.
 */
@NullMarked
package io.jswarm.daemon.http;

import org.jspecify.annotations.NullMarked;
