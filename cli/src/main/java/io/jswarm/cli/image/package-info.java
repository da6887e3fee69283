/** {@code jswarm image ...}: the images this node holds. Other nodes fetch theirs by themselves. */
@NullMarked
package io.jswarm.cli.image;

import org.jspecify.annotations.NullMarked;
