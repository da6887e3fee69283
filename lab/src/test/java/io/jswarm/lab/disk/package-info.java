/**
 * Disks and clocks that fail, in the lab: a full disk, one that does not answer, a log cut off by a
 * power loss, a wall clock that is set. Each host has a disk of its own for it ({@code lab/hosts
 * disks}).
 */
@NullMarked
package io.jswarm.lab.disk;

import org.jspecify.annotations.NullMarked;
