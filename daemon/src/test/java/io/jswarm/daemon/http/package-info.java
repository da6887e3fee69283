/** Tests of the HTTP server over real sockets. */
@NullMarked
package io.jswarm.daemon.http;

import org.jspecify.annotations.NullMarked;
