/**
 * Which service has which published port. {@link io.jswarm.ingress.port.PortBook} keeps the ports
 * that are taken on every node and chooses those that were left to the cluster. Pure.
 */
@NullMarked
package io.jswarm.ingress.port;

import org.jspecify.annotations.NullMarked;
