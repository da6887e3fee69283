/**
 * Many API clients at once against one daemon: each sends its next request when the answer to the
 * last one is there (a closed loop), on a connection it keeps. Start at {@link
 * io.jswarm.lab.load.Load}; what came of it is a {@link io.jswarm.lab.load.LoadReport}. Clients are
 * virtual threads, so a few hundred of them disturb the daemon on the same machine as little as
 * possible.
 */
@NullMarked
package io.jswarm.lab.load;

import org.jspecify.annotations.NullMarked;
