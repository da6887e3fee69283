/** Networks that span nodes. */
@NullMarked
package io.jswarm.overlaynet;

import org.jspecify.annotations.NullMarked;
