package io.jswarm.overlaynet.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks other name servers, one after the other and then once more, from a port and under a number
 * that nobody can guess. Their answers are passed on as they are.
 */
final class Forwarder {
  /** Clients give up after 5 s; they should hear that it failed before. */
  static final Duration PATIENCE = Duration.ofMillis(3500);

  private static final int ATTEMPT_MILLIS = 1000;
  private static final int ROUNDS = 2;
  private static final int SERVERS_MAX = 3;
  private static final int DATAGRAM_BYTES_MAX = 4096;
  private static final int CODE_MASK = 0xf;
  private static final int SERVER_FAILURE = 2;
  private static final int REFUSED = 5;

  private final SecureRandom random = new SecureRandom();

  /** How a question travels. */
  enum Transport {
    UDP,
    TCP
  }

  /**
   * The first answer that is one, under the question's own number; empty when none came in time.
   */
  Optional<byte[]> ask(byte[] message, List<InetSocketAddress> servers, Transport transport) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<byte[]> refusal = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      for (InetSocketAddress server : servers.subList(0, Math.min(SERVERS_MAX, servers.size()))) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          return refusal;
        }
        Optional<byte[]> answer = ask(message, server, transport, Math.min(left, ATTEMPT_MILLIS));
        if (answer.isPresent() && !isRefusal(answer.get())) {
          return answer;
        }
        refusal = answer.isPresent() ? answer : refusal;
      }
    }
    return refusal;
  }

  private Optional<byte[]> ask(
      byte[] message, InetSocketAddress server, Transport transport, long millis) {
    byte[] question = message.clone();
    ByteBuffer.wrap(question).putShort(0, (short) random.nextInt(1 << Short.SIZE));
    try {
      byte[] answer =
          switch (transport) {
            case UDP -> byDatagram(question, server, (int) millis);
            case TCP -> byStream(question, server, (int) millis);
          };
      ByteBuffer.wrap(answer).putShort(0, ByteBuffer.wrap(message).getShort(0));
      return Optional.of(answer);
    } catch (IOException _) {
      return Optional.empty(); // the next one is asked
    }
  }

  private static byte[] byDatagram(byte[] question, InetSocketAddress server, int millis)
      throws IOException {
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
      while (true) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        socket.setSoTimeout((int) Math.max(1, left));
        packet.setLength(DATAGRAM_BYTES_MAX);
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (answers(answer, question)) {
          return answer;
        }
      }
    }
  }

  private static byte[] byStream(byte[] question, InetSocketAddress server, int millis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(Frames.framed(question));
      byte[] answer = Frames.read(new DataInputStream(socket.getInputStream()));
      if (!answers(answer, question)) {
        throw new EOFException("an answer to another question");
      }
      return answer;
    }
  }

  /** Whether it has the question's number and is an answer at all. */
  private static boolean answers(byte[] answer, byte[] question) {
    return answer.length >= Query.HEADER_BYTES
        && answer[0] == question[0]
        && answer[1] == question[1]
        && answer[2] < 0;
  }

  private static boolean isRefusal(byte[] answer) {
    int code = answer[3] & CODE_MASK;
    return code == SERVER_FAILURE || code == REFUSED;
  }
}
