/** Tests of the API over a real server on a unix socket, with the node's part faked by hand. */
@NullMarked
package io.jswarm.daemon.rest;

import org.jspecify.annotations.NullMarked;
