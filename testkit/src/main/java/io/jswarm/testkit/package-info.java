/** Virtual time, simulated network, seeds and fixtures for tests. */
@NullMarked
package io.jswarm.testkit;

import org.jspecify.annotations.NullMarked;
