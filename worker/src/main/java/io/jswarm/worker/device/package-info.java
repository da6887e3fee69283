/**
 * What containers get of this node's devices: device nodes as the kernel knows them ({@link
 * io.jswarm.worker.device.HostDevices}), and what the vendors of devices say a container needs to
 * use them, in files of the Container Device Interface ({@link io.jswarm.worker.device.CdiSpecs}).
 * Nothing here decides who may have what: managers do, by the cluster's policy.
 */
@NullMarked
package io.jswarm.worker.device;

import org.jspecify.annotations.NullMarked;
