/** {@code jswarm volume ...}: the volumes of the node that is asked, and the cluster's. */
@NullMarked
package io.jswarm.cli.volume;

import org.jspecify.annotations.NullMarked;
