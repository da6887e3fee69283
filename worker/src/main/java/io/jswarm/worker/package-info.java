/** Session with a manager, task controllers, engines, images and logs. */
@NullMarked
package io.jswarm.worker;

import org.jspecify.annotations.NullMarked;
