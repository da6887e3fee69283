/**
 * The embedded engine: an OCI runtime, one conmon per container, overlayfs over the image's layers.
 * {@link io.jswarm.worker.engine.oci.OciEngine} is the port's implementation and owns the table of
 * containers; {@link io.jswarm.worker.engine.oci.OciContainer} takes one container through its
 * life; the rest says what goes into a container's bundle. Containers outlive this process and are
 * found again by what they left on disk.
 */
@NullMarked
package io.jswarm.worker.engine.oci;

import org.jspecify.annotations.NullMarked;
