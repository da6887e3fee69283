/**
 * How many tasks the load of a service calls for (docs/adr/030). {@link
 * io.jswarm.manager.autoscale.Autoscaler} hears what tasks use and changes numbers of tasks within
 * a turn of the writer; {@link io.jswarm.manager.autoscale.Recommendation} is the arithmetic,
 * {@link io.jswarm.manager.autoscale.Recommendations} the patience. All of it is pure and soft:
 * what was heard is kept by the leader only, and a new one decides nothing before it has heard
 * enough itself. Who asks nodes what their tasks use is the dispatcher.
 */
@NullMarked
package io.jswarm.manager.autoscale;

import org.jspecify.annotations.NullMarked;
