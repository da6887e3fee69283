/**
 * The few Linux system calls a worker needs, through the JDK's foreign function interface: files
 * beneath a root that cannot be left, overlay mounts, processes held by pidfd. Everything here is a
 * thin, typed layer over {@link io.jswarm.worker.kernel.Syscall}; failures are {@link
 * io.jswarm.worker.kernel.ErrnoException}. Nothing here knows containers or images.
 */
@NullMarked
package io.jswarm.worker.kernel;

import org.jspecify.annotations.NullMarked;
