/**
 * The kernel's side of networks: namespaces ({@link io.jswarm.overlaynet.kernel.NetNamespace}, each
 * entered by one platform thread of its own), what is in them ({@link
 * io.jswarm.overlaynet.kernel.NetStack}, by netlink), their packet rules ({@link
 * io.jswarm.overlaynet.kernel.Nft}, by libnftables) and settings. All through the JDK's foreign
 * function interface: no process is spawned. Failures are {@link
 * io.jswarm.overlaynet.kernel.KernelException} and name the object and the kernel's reason. Nothing
 * here knows nodes, services or tasks.
 */
@NullMarked
package io.jswarm.overlaynet.kernel;

import org.jspecify.annotations.NullMarked;
