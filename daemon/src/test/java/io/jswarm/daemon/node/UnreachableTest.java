package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.Methods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class UnreachableTest {
  @Test
  void aPortWithoutAListenerIsCalledThat() throws IOException {
    String remote = "127.0.0.1:" + portWithoutListener();
    assertThat(Unreachable.sentence(remote, statusOfCall(remote)))
        .isEqualTo(
            "the manager at "
                + remote
                + " could not be reached: nothing listens there. Does jswarmd run on that host, as"
                + " a manager, with this address?");
  }

  @Test
  void aNameWithoutAnAddressIsCalledThat() {
    String remote = "no-such-host.invalid:2377";
    assertThat(Unreachable.sentence(remote, statusOfCall(remote)))
        .isEqualTo(
            "the manager at "
                + remote
                + " could not be reached: its host name has no address. Is the name right?");
  }

  @Test
  void aMissingRouteIsFoundBelowOtherCauses() {
    var cause = new IOException("io exception", new NoRouteToHostException("No route to host"));
    assertThat(Unreachable.sentence("a:1", Status.UNAVAILABLE.withCause(cause)))
        .endsWith("there is no route to it. Is that host up, and its network?");
  }

  @Test
  void whatIsNotKnownIsSaidAsTheTransportSaidIt() {
    assertThat(Unreachable.sentence("a:1", Status.UNAVAILABLE.withDescription("GOAWAY received")))
        .isEqualTo(
            "the manager at a:1 could not be reached: GOAWAY received. Is the address right, and"
                + " the port open from here?");
  }

  private static Status statusOfCall(String remote) {
    ManagedChannel channel = NettyChannelBuilder.forTarget(remote).usePlaintext().build();
    try {
      var request = new CaMessage.IssueRequest("csr", null, null, null);
      return catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(
                      channel, Methods.CA_ISSUE, CallOptions.DEFAULT, request))
          .getStatus();
    } finally {
      channel.shutdownNow();
    }
  }

  private static int portWithoutListener() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
