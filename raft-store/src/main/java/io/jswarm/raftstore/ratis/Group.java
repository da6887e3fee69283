package io.jswarm.raftstore.ratis;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** The group this process takes part in, and this process as its client. */
final class Group {
  private final RaftGroupId id;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  Group(RaftGroupId id) {
    this.id = id;
  }

  RaftGroupId id() {
    return id;
  }

  ClientId client() {
    return client;
  }

  /** A call id never used before: Ratis answers a repeated one from its cache. */
  long nextCall() {
    return calls.incrementAndGet();
  }

  RaftClientRequest request(
      RaftServer server, long call, RaftClientRequest.Type type, byte[] content) {
    return RaftClientRequest.newBuilder()
        .setClientId(client)
        .setServerId(server.getId())
        .setGroupId(id)
        .setCallId(call)
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(content)))
        .setType(type)
        .build();
  }
}
