/**
 * Encryption between nodes: WireGuard keys of this node, the tunnels that follow from what it knows
 * of the others, and the devices that carry them. Networks that ask for encryption send their VXLAN
 * packets to {@link io.jswarm.overlaynet.wireguard.Inner} addresses, which no other way leads to:
 * without a key there is no packet. {@link io.jswarm.overlaynet.wireguard.TunnelPlan} decides
 * without a clock or a kernel; {@link io.jswarm.overlaynet.wireguard.TunnelDevices} does the rest.
 */
@NullMarked
package io.jswarm.overlaynet.wireguard;

import org.jspecify.annotations.NullMarked;
