/**
 * HTTP/1.1 to one daemon over a unix socket, TCP or TLS, with bodies streamed both ways.
 * Hand-written because the JDK's client knows no unix sockets and cannot hijack a connection.
 * {@link io.jswarm.cli.http.EngineClient} is where to start; nothing here knows Docker's routes.
 */
@NullMarked
package io.jswarm.cli.http;

import org.jspecify.annotations.NullMarked;
