/**
 * Encryption of what managers keep: log entries and snapshots.
 *
 * <p>All managers hold one {@link io.jswarm.raftstore.crypt.KeyRing}; a {@link
 * io.jswarm.raftstore.crypt.Sealer} seals short records, {@link
 * io.jswarm.raftstore.crypt.SealedOutputStream} and {@link
 * io.jswarm.raftstore.crypt.SealedInputStream} long ones, all with AES-256-GCM. How the ring itself
 * is wrapped on disk and how it travels between managers is not decided here.
 */
@NullMarked
package io.jswarm.raftstore.crypt;

import org.jspecify.annotations.NullMarked;
