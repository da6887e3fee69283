/** Published ports. */
@NullMarked
package io.jswarm.ingress;

import org.jspecify.annotations.NullMarked;
