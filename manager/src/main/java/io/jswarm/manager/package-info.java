/** Control API, orchestration, allocation, dispatch, membership and leadership. */
@NullMarked
package io.jswarm.manager;

import org.jspecify.annotations.NullMarked;
