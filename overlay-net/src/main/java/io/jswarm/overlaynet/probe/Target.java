package io.jswarm.overlaynet.probe;

import java.net.InetAddress;

/**
 * A way to another node.
 *
 * @param networkId of the network the way belongs to; empty for the fabric, which stands for all
 *     that is not encrypted
 * @param address the node's own on that network
 * @param node its address on the underlay
 * @param mtu bytes of the longest IP packet that should get through
 */
public record Target(
    String networkId, String nodeId, InetAddress address, InetAddress node, int mtu) {}
