/**
 * Networks that span nodes. Here is what several packages below need: the map that facts, services
 * and rules are kept in, what differs between two such maps, and addresses on the fabric.
 */
@NullMarked
package io.jswarm.overlaynet;

import org.jspecify.annotations.NullMarked;
