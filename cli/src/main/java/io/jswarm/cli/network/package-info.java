/** {@code jswarm network ...}: networks that services attach to. */
@NullMarked
package io.jswarm.cli.network;

import org.jspecify.annotations.NullMarked;
