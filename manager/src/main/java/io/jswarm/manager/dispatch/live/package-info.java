/**
 * What carries out the dispatcher's decisions on a real manager: one thread feeds {@link
 * io.jswarm.manager.dispatch.DispatcherCore} with what nodes say on their gRPC streams and with the
 * rounds of the store, and performs the effects. Start at {@link
 * io.jswarm.manager.dispatch.live.Dispatcher}. Nothing is decided here.
 */
@NullMarked
package io.jswarm.manager.dispatch.live;

import org.jspecify.annotations.NullMarked;
