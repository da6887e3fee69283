/**
 * Networks on real hosts with real packets: who is called, what the called one sees, and that
 * nothing is lost while the cluster changes. Each class makes its own cluster and removes it.
 */
@NullMarked
package io.jswarm.lab.net;

import org.jspecify.annotations.NullMarked;
