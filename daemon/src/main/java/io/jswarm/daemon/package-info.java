/** Jswarmd: main, configuration, wiring and the REST server. */
@NullMarked
package io.jswarm.daemon;

import org.jspecify.annotations.NullMarked;
