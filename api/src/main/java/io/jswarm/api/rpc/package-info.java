/**
 * What nodes say to each other over gRPC on the control port: the messages as records, and the
 * method descriptors that carry them as CBOR. Readers ignore fields they do not know, so versions
 * may differ by one while a cluster is upgraded.
 */
@NullMarked
package io.jswarm.api.rpc;

import org.jspecify.annotations.NullMarked;
