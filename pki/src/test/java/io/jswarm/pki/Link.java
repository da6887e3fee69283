package io.jswarm.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A real TLS connection over loopback, both ends in hand. */
final class Link implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  static {
    TlsResumption.turnOff();
  }

  /** How an attempt to connect ended. */
  sealed interface Attempt {
    record Opened(Link link) implements Attempt {}

    /** The reasons of ours that either end knows; the other end only sees an alert. */
    record Refused(List<PkiRefusal> reasons, String failures) implements Attempt {}
  }

  private final SSLSocket serverEnd;
  private final SSLSocket clientEnd;

  private Link(SSLSocket serverEnd, SSLSocket clientEnd) {
    this.serverEnd = serverEnd;
    this.clientEnd = clientEnd;
  }

  static Attempt attempt(SSLContext server, SSLContext client, String protocol) throws Exception {
    try (SSLServerSocket listener = listen(server)) {
      return attempt(listener, client, protocol);
    }
  }

  /** A server socket to connect to more than once: clients resume sessions by address and port. */
  static SSLServerSocket listen(SSLContext server) throws IOException {
    return (SSLServerSocket)
        server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Attempt attempt(SSLServerSocket listener, SSLContext client, String protocol)
      throws Exception {
    listener.setEnabledProtocols(new String[] {protocol});
    listener.setWantClientAuth(true);
    FutureTask<SSLSocket> accepted = new FutureTask<>(() -> shaken(accept(listener)));
    Thread.ofVirtual().start(accepted);
    SSLSocket clientEnd =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(listener.getInetAddress(), listener.getLocalPort());
    clientEnd.setEnabledProtocols(new String[] {protocol});
    return outcome(accepted, clientEnd);
  }

  private static SSLSocket accept(SSLServerSocket listener) throws IOException {
    return (SSLSocket) listener.accept();
  }

  private static Attempt outcome(FutureTask<SSLSocket> accepted, SSLSocket clientEnd)
      throws Exception {
    List<Throwable> failures = new ArrayList<>();
    try {
      shaken(clientEnd);
    } catch (IOException e) {
      failures.add(e);
      clientEnd.close();
    }
    try {
      SSLSocket serverEnd = accepted.get();
      if (failures.isEmpty()) {
        return new Attempt.Opened(new Link(serverEnd, clientEnd));
      }
      serverEnd.close();
    } catch (ExecutionException e) {
      failures.add(e);
      clientEnd.close();
    }
    return new Attempt.Refused(
        failures.stream().flatMap(f -> PkiException.findIn(f).stream()).toList(),
        failures.toString());
  }

  /** In TLS 1.3 a client learns of a refusal only when it reads: so each end sends and reads. */
  private static SSLSocket shaken(SSLSocket end) throws IOException {
    end.setSoTimeout(PATIENCE_MILLIS);
    try {
      end.startHandshake();
      end.getOutputStream().write('h');
      end.getOutputStream().flush();
      if (end.getInputStream().read() != 'h') {
        throw new IOException("the other end closed the connection");
      }
      return end;
    } catch (IOException e) {
      end.close();
      throw e;
    }
  }

  static Link open(SSLContext server, SSLContext client) throws Exception {
    return opened(attempt(server, client, TlsIdentity.PROTOCOL));
  }

  static Link open(SSLServerSocket listener, SSLContext client) throws Exception {
    return opened(attempt(listener, client, TlsIdentity.PROTOCOL));
  }

  private static Link opened(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Opened(Link link) -> link;
      case Attempt.Refused(var reasons, var failures) ->
          throw new AssertionError("refused: " + reasons + " " + failures);
    };
  }

  /** The only reason for which the attempt fails. */
  static PkiRefusal refusal(SSLContext server, SSLContext client) throws Exception {
    return refused(attempt(server, client, TlsIdentity.PROTOCOL));
  }

  static PkiRefusal refusal(SSLServerSocket listener, SSLContext client) throws Exception {
    return refused(attempt(listener, client, TlsIdentity.PROTOCOL));
  }

  private static PkiRefusal refused(Attempt attempt) throws IOException {
    return switch (attempt) {
      case Attempt.Opened(Link link) -> {
        link.close();
        throw new AssertionError("connected, but a refusal was expected");
      }
      case Attempt.Refused(var reasons, var failures) -> {
        if (reasons.size() != 1) {
          throw new AssertionError("one reason was expected: " + reasons + " " + failures);
        }
        yield reasons.getFirst();
      }
    };
  }

  Optional<PeerIdentity> seenByServer() {
    return PeerIdentity.of(serverEnd.getSession());
  }

  Optional<PeerIdentity> seenByClient() {
    return PeerIdentity.of(clientEnd.getSession());
  }

  String protocol() {
    return clientEnd.getSession().getProtocol();
  }

  /** Whether a byte still goes from the client to the server. */
  boolean carries() throws IOException {
    clientEnd.getOutputStream().write('x');
    clientEnd.getOutputStream().flush();
    return serverEnd.getInputStream().read() == 'x';
  }

  /** Each end says goodbye before either closes: a lone {@code close} waits for the other's. */
  @Override
  public void close() throws IOException {
    clientEnd.shutdownOutput();
    serverEnd.shutdownOutput();
    clientEnd.close();
    serverEnd.close();
  }
}
