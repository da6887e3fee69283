/**
 * The images of this node: names, configurations and unpacked layers on disk, and every way in (a
 * saved archive, a root file system, a registry). What comes in is hostile until its digest is
 * right and is unpacked beneath a root it cannot leave. Nothing here knows containers; start
 * reading at {@link io.jswarm.worker.image.ImageStore}.
 */
@NullMarked
package io.jswarm.worker.image;

import org.jspecify.annotations.NullMarked;
