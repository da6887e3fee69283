/**
 * The bytes of what managers keep: rounds in the log, snapshots, key rings.
 *
 * <p>Each begins with its format level, and each is strict: a manager that meets a higher level or
 * a member it does not know stops, since going on would lose data. The level rises only when every
 * manager of the cluster understands it. Files of level 1 are kept in the tests for ever.
 */
@NullMarked
package io.jswarm.raftstore.codec;

import org.jspecify.annotations.NullMarked;
