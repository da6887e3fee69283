/**
 * The replicated log on Apache Ratis 3.3.0: {@link io.jswarm.raftstore.ratis.RatisLog}.
 *
 * <p>All that is known of Ratis' ways is kept in this package; nobody else may import it. Settings
 * are in {@link io.jswarm.raftstore.ratis.RatisSettings}, each with its reason. Peers are named
 * {@code peer:///<id>} inside Ratis and resolved through {@link
 * io.jswarm.raftstore.ratis.AddressBook}, so that an address can change without a change of
 * membership. Content is sealed before it comes here.
 */
@NullMarked
package io.jswarm.raftstore.ratis;

import org.jspecify.annotations.NullMarked;
